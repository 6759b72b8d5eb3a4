package io.geocompliance.gateway.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a line: a JSON object (RFC 8259) of texts, whole numbers, truth values, null and such objects. No key twice, for readers
 * would disagree on which counts.
 */
public final class LineFields {

    private static final int DEEPEST = 4;

    private final Map<String, @Nullable Object> fields;

    private LineFields(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** Reads a line; fails with a sentence that repeats nothing of it. */
    public static LineFields parse(byte[] line) {
        Reader reader = new Reader(new String(line, StandardCharsets.UTF_8));
        LineFields fields = reader.object(DEEPEST);
        if (reader.at != reader.text.length()) {
            throw reader.wrong("something follows the object");
        }
        return fields;
    }

    /** Every field as it was read: String, Long, Boolean, null or LineFields. */
    public Map<String, @Nullable Object> all() {
        return Collections.unmodifiableMap(fields);
    }

    /** Empty where it is absent, null or no text. */
    public String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /** -1 where it is absent or no number: no number of ours is negative. */
    public long number(String name) {
        return fields.get(name) instanceof Long number ? number : -1;
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Without fields where it is absent or no object. */
    public LineFields object(String name) {
        return fields.get(name) instanceof LineFields object ? object : new LineFields(Map.of());
    }

    /** Reads one text from left to right. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        LineFields object(int deepest) {
            if (deepest == 0) {
                throw wrong("objects lie too deep");
            }
            expect('{');
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            if (peek() == '}') {
                at++;
                return new LineFields(fields);
            }
            while (true) {
                String name = string();
                expect(':');
                Object value = value(deepest);
                if (fields.containsKey(name)) {
                    throw wrong("a key stands twice");
                }
                fields.put(name, value);
                if (peek() == '}') {
                    at++;
                    return new LineFields(fields);
                }
                expect(',');
            }
        }

        private @Nullable Object value(int deepest) {
            return switch (peek()) {
                case '{' -> object(deepest - 1);
                case '"' -> string();
                case 't' -> word("true", Boolean.TRUE);
                case 'f' -> word("false", Boolean.FALSE);
                case 'n' -> word("null", null);
                default -> number();
            };
        }

        private @Nullable Object word(String word, @Nullable Object value) {
            if (!text.startsWith(word, at)) {
                throw wrong("an unknown word");
            }
            at += word.length();
            return value;
        }

        private Long number() {
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            boolean leadingZero = at - from > 1 && text.charAt(from) == '0';
            if (at == from || at - from > 18 || leadingZero) {
                throw wrong("no whole number");
            }
            return Long.parseLong(text, from, at, 10);
        }

        private String string() {
            expect('"');
            int end = at;
            while (end < text.length()
                    && text.charAt(end) != '"'
                    && text.charAt(end) != '\\'
                    && text.charAt(end) >= ' ') {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '"') {
                String plain = text.substring(at, end);
                at = end + 1;
                return plain;
            }
            return escaped();
        }

        private String escaped() {
            StringBuilder value = new StringBuilder();
            while (peek() != '"') {
                char c = text.charAt(at++);
                if (c < ' ') {
                    throw wrong("a control character");
                }
                value.append(c == '\\' ? escape() : c);
            }
            at++;
            return value.toString();
        }

        private char escape() {
            char c = peek();
            at++;
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> unicode();
                default -> throw wrong("an unknown escape");
            };
        }

        private char unicode() {
            try {
                char c = (char) Integer.parseInt(text, at, at + 4, 16);
                at += 4;
                return c;
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw wrong("no code of four digits");
            }
        }

        private char peek() {
            if (at >= text.length()) {
                throw wrong("it ends too early");
            }
            return text.charAt(at);
        }

        private void expect(char c) {
            if (peek() != c) {
                throw wrong("'" + c + "' is missing");
            }
            at++;
        }

        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(what + " at character " + at);
        }
    }
}
