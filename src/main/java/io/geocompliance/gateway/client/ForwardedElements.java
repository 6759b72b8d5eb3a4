package io.geocompliance.gateway.client;

import io.geocompliance.gateway.client.ClientAddress.Reason;
import io.geocompliance.gateway.client.ClientAddress.Unresolved;
import io.geocompliance.gateway.client.NodeIdentifier.Ipv6;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The elements of a Forwarded field (RFC 7239 4), the last one first.
 *
 * <p>Lines are cut from their end: what our own proxy appended is read before anything that a visitor wrote, so that an open
 * quotation mark on the left can't swallow it. For a well-formed field the cuts are those of reading from the left; what is cut out
 * is then read from the left, strictly.
 */
final class ForwardedElements {

    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private ForwardedElements() {}

    /** Cuts one field line at the commas outside quoted strings; an element left over by an open quotation mark is kept whole. */
    static List<String> lastFirst(String line) {
        List<String> elements = new ArrayList<>();
        int end = line.length();
        int at = end - 1;
        while (at >= 0) {
            char c = line.charAt(at);
            if (c == '"') {
                at = openingQuote(line, at);
            } else if (c == ',') {
                elements.add(trim(line.substring(at + 1, end)));
                end = at;
            }
            at--;
        }
        elements.add(trim(line.substring(0, end)));
        return elements;
    }

    /** The quotation mark that opens the string closed at an index, or -1: the nearest that no backslash escapes. */
    private static int openingQuote(String line, int closing) {
        int at = closing - 1;
        while (at >= 0) {
            int backslashes = 0;
            if (line.charAt(at) == '"') {
                while (at - backslashes > 0 && line.charAt(at - backslashes - 1) == '\\') {
                    backslashes++;
                }
                if (backslashes % 2 == 0) {
                    return at;
                }
            }
            at -= backslashes + 1;
        }
        return -1;
    }

    /** Who sent the request on, as the element's {@code for} says; MISSING if it has none. */
    static ClientAddress read(String element) {
        if (element.isEmpty()) {
            return new Unresolved(Reason.EMPTY);
        }
        return new Reader(element)
                .forParameter()
                .map(node -> node.isEmpty()
                        ? new Unresolved(Reason.MISSING)
                        : NodeIdentifier.parse(node.get(0), Ipv6.BRACKETED))
                .orElse(new Unresolved(Reason.MALFORMED));
    }

    /** Cuts spaces and tabs off: RFC 9110 5.6.3 knows no other blanks, {@link String#strip} does. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Reads one element's pairs from the left. Blanks around semicolons are not in RFC 7239's grammar but in many fields. */
    private static final class Reader {

        private final String element;
        private int at;

        Reader(String element) {
            this.element = element;
        }

        /** The value of {@code for}, none if the element lacks it; empty if the element is malformed or says it twice. */
        Optional<List<String>> forParameter() {
            List<String> nodes = new ArrayList<>(1);
            while (true) {
                skipBlanks();
                if (at < element.length() && element.charAt(at) != ';') {
                    String name = token();
                    Optional<String> value = name.isEmpty() || !skip('=') ? Optional.empty() : value();
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    if (name.equalsIgnoreCase("for")) {
                        nodes.add(value.get());
                    }
                }
                skipBlanks();
                if (at == element.length()) {
                    return nodes.size() > 1 ? Optional.empty() : Optional.of(nodes);
                }
                if (!skip(';')) {
                    return Optional.empty();
                }
            }
        }

        private Optional<String> value() {
            if (skip('"')) {
                return quotedRest();
            }
            String token = token();
            return token.isEmpty() ? Optional.empty() : Optional.of(token);
        }

        private Optional<String> quotedRest() {
            StringBuilder value = new StringBuilder();
            while (at < element.length()) {
                char c = element.charAt(at++);
                if (c == '"') {
                    return Optional.of(value.toString());
                }
                if (c == '\\') {
                    if (at == element.length()) {
                        return Optional.empty();
                    }
                    c = element.charAt(at++);
                }
                value.append(c);
            }
            return Optional.empty();
        }

        private String token() {
            int start = at;
            while (at < element.length() && isTokenCharacter(element.charAt(at))) {
                at++;
            }
            return element.substring(start, at);
        }

        private boolean skip(char expected) {
            boolean found = at < element.length() && element.charAt(at) == expected;
            at += found ? 1 : 0;
            return found;
        }

        private void skipBlanks() {
            while (at < element.length() && isBlank(element.charAt(at))) {
                at++;
            }
        }

        /** RFC 9110 5.6.2. */
        private static boolean isTokenCharacter(char c) {
            return c > ' ' && c < 0x7F && SEPARATORS.indexOf(c) < 0;
        }
    }
}
