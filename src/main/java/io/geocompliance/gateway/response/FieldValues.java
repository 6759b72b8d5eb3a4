package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the list syntax that many field values share (RFC 9110 5.6). */
final class FieldValues {

    private FieldValues() {}

    /** The members of all lines of a field that is a comma-separated list, without surrounding whitespace; none is empty. */
    static List<String> members(List<String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> members = new ArrayList<>();
        for (String line : lines) {
            members.addAll(split(line, ','));
        }
        return members;
    }

    /** The parts between the separators that stand outside quoted strings, trimmed; empty parts are left out. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                addPart(value.substring(start, i), parts);
                start = i + 1;
            }
        }
        addPart(value.substring(start), parts);
        return parts;
    }

    /** The part before the first parameter, in lower case: {@code Prefetch;x=y} is {@code prefetch}. */
    static String head(String member) {
        int semicolon = member.indexOf(';');
        return trim(semicolon < 0 ? member : member.substring(0, semicolon)).toLowerCase(Locale.ROOT);
    }

    /** Without the optional whitespace of RFC 9110 5.6.3, which is space and tab alone. */
    static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isWhitespace(value.charAt(start))) {
            start++;
        }
        while (end > start && isWhitespace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static void addPart(String part, List<String> parts) {
        String trimmed = trim(part);
        if (!trimmed.isEmpty()) {
            parts.add(trimmed);
        }
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t';
    }
}
