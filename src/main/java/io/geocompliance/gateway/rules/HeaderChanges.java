package io.geocompliance.gateway.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Header fields that a rule changes on one way: what it removes goes first, then what it sets, then what it appends.
 *
 * <p>Names and values are static: nothing of a visitor can get into them.
 */
public record HeaderChanges(List<Field> set, List<Field> append, List<String> remove) {

    /** No change. */
    public static final HeaderChanges NONE = new HeaderChanges(List.of(), List.of(), List.of());

    public HeaderChanges {
        set = List.copyOf(set);
        append = List.copyOf(append);
        remove = List.copyOf(remove);
    }

    /** Whether nothing changes. */
    public boolean isEmpty() {
        return set.isEmpty() && append.isEmpty() && remove.isEmpty();
    }

    /**
     * One field line.
     *
     * @param name a token (RFC 9110 5.6.2)
     * @param value visible ASCII with blanks inside (RFC 9110 5.5)
     */
    public record Field(String name, String value) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
        private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e](?:[\\t\\x20-\\x7e]*[\\x21-\\x7e])?");

        public Field {
            mistakeIn(name, value).ifPresent(mistake -> {
                throw new IllegalArgumentException(mistake);
            });
        }

        /** What is wrong with a field, as a sentence for its author; empty if it is good. */
        public static Optional<String> mistakeIn(String name, String value) {
            if (!NAME.matcher(name).matches()) {
                return Optional.of("a field's name is made of letters, digits and hyphens (RFC 9110 5.6.2)");
            }
            return VALUE.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of("a field's value is printable ASCII without line breaks (RFC 9110 5.5)");
        }
    }
}
