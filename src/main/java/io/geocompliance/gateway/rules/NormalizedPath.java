package io.geocompliance.gateway.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The three readings of one request path: what different servers may take the same bytes for.
 *
 * <p>Pure and total: broken percent-encodings stay as they are (the request check refuses them before). All three end before the
 * query.
 *
 * @param raw as sent, except that the hex digits of {@code %xx} are upper case and non-ASCII is encoded, which no server tells
 *     apart (RFC 3986 6.2.2.1)
 * @param normalized unreserved characters decoded, {@code //} collapsed, dot segments resolved (RFC 3986 6.2.2); rules match on it
 * @param decoded the same after {@code %2F}, {@code %5C} and {@code \} became slashes and {@code ;parameters} were dropped, as
 *     some application servers do
 */
public record NormalizedPath(String raw, String normalized, String decoded) {

    /** Says nothing: a path must not reach a log by being printed. */
    @Override
    public String toString() {
        return "(a path)";
    }

    /** The readings of a request target in origin form. */
    public static NormalizedPath of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (hasOneReading(path)) {
            return new NormalizedPath(path, path, path);
        }
        String raw = canonicalEncoding(path, false);
        String unreserved = canonicalEncoding(raw, true);
        String normalized = resolve(unreserved);
        String decoded = resolve(withoutParameters(
                unreserved.replace("%2F", "/").replace("%5C", "/").replace('\\', '/')));
        return new NormalizedPath(raw, normalized, decoded);
    }

    /** Whether every server would take this path for the same one. */
    public boolean isPlain() {
        return raw.equals(normalized) && normalized.equals(decoded);
    }

    /** Whether nothing in it is ever decoded, resolved or cut off, as is so for nearly all. */
    private static boolean hasOneReading(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean behindSlash = i > 0 && path.charAt(i - 1) == '/';
            if (c >= 0x80 || c == '%' || c == '\\' || c == ';' || behindSlash && (c == '/' || c == '.')) {
                return false;
            }
        }
        return true;
    }

    private static String canonicalEncoding(String path, boolean decodeUnreserved) {
        StringBuilder out = new StringBuilder(path.length());
        int i = 0;
        while (i < path.length()) {
            int value = path.charAt(i) == '%' ? octet(path, i) : -1;
            if (value >= 0) {
                if (decodeUnreserved && isUnreserved((char) value)) {
                    out.append((char) value);
                } else {
                    appendEncoded(out, value);
                }
                i += 3;
            } else {
                int codePoint = path.codePointAt(i);
                i += Character.charCount(codePoint);
                if (codePoint < 0x80) {
                    out.append((char) codePoint);
                } else {
                    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                        appendEncoded(out, b & 0xFF);
                    }
                }
            }
        }
        return out.toString();
    }

    private static void appendEncoded(StringBuilder out, int octet) {
        out.append('%').append(upperHex(octet >> 4)).append(upperHex(octet & 0xF));
    }

    private static char upperHex(int digit) {
        return (char) (digit < 10 ? '0' + digit : 'A' + digit - 10);
    }

    /** The octet that {@code %xx} at this place stands for, or -1. */
    private static int octet(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return -1;
        }
        int high = hexDigit(path.charAt(percent + 1));
        int low = hexDigit(path.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Not {@link Character#digit}, which takes the digits of every script. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** RFC 3986 2.3. */
    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static String withoutParameters(String path) {
        StringBuilder out = new StringBuilder(path.length());
        boolean inParameters = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            inParameters = c != '/' && (inParameters || c == ';');
            if (!inParameters) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Slashes are collapsed before dots are resolved, as file systems and nginx do: {@code /a//../b} is {@code /b}. */
    private static String resolve(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        boolean endsInSlash = true;
        int i = 1;
        while (i <= path.length()) {
            int slash = path.indexOf('/', i);
            String segment = path.substring(i, slash < 0 ? path.length() : slash);
            endsInSlash = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            if (!endsInSlash) {
                kept.add(segment);
            } else if (segment.equals("..") && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            i = slash < 0 ? path.length() + 1 : slash + 1;
        }
        String joined = "/" + String.join("/", kept);
        return endsInSlash && !kept.isEmpty() ? joined + "/" : joined;
    }
}
