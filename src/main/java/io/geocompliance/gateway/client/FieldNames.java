package io.geocompliance.gateway.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of field names and beginnings of such, asked for every field of every request: without case, an underscore being a hyphen,
 * and without making anything.
 */
final class FieldNames {

    /** Those of one length stand together; most names that are asked for have no length or no first letter in common with any. */
    private final List<List<String>> byLength = new ArrayList<>();

    private final List<String> prefixes;

    /** All in lower case, with hyphens. */
    FieldNames(Collection<String> names, Collection<String> prefixes) {
        for (String name : names) {
            while (byLength.size() <= name.length()) {
                byLength.add(new ArrayList<>());
            }
            byLength.get(name.length()).add(name);
        }
        this.prefixes = List.copyOf(prefixes);
    }

    boolean contains(String name) {
        if (name.length() < byLength.size() && beginsWithAny(name, byLength.get(name.length()))) {
            return true;
        }
        return beginsWithAny(name, prefixes);
    }

    private static boolean beginsWithAny(String name, List<String> beginnings) {
        for (int i = 0; i < beginnings.size(); i++) {
            if (beginsWith(name, beginnings.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWith(String name, String beginning) {
        if (name.length() < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            if (canonical(name.charAt(i)) != beginning.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char canonical(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        return c == '_' ? '-' : c;
    }
}
