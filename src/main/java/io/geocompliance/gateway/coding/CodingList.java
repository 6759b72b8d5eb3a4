package io.geocompliance.gateway.coding;

import java.util.ArrayList;
import java.util.List;

/** The list syntax of the two fields that name codings (RFC 9110 5.6.1); neither has quoted strings. */
final class CodingList {

    private CodingList() {}

    /** The members of all lines, without surrounding whitespace; none is empty. */
    static List<String> members(List<String> lines) {
        List<String> members = new ArrayList<>();
        for (String line : lines) {
            members.addAll(split(line, ','));
        }
        return members;
    }

    /** The parts between the separators, trimmed; empty ones are left out. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || value.charAt(i) == separator) {
                String part = value.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
