package io.geocompliance.gateway.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as operators write it: {@code 512B}, {@code 8KiB}, {@code 64MiB}, {@code 1GiB}. */
final class ByteSize {

    static final String PATTERN = "([0-9]{1,9})(B|KiB|MiB|GiB)";

    private static final Pattern WRITTEN = Pattern.compile(PATTERN);
    private static final Pattern DECIMAL = Pattern.compile("([0-9]+) ?([kKmMgG])[bB]?");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private ByteSize() {}

    /**
     * The bytes; empty if the text is not of the form.
     *
     * @throws IllegalArgumentException for kB, MB and GB, of which nobody knows whether they mean 1,000 or 1,024
     */
    static Optional<Long> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (written.matches()) {
            return Optional.of(Long.parseLong(written.group(1)) * UNITS.getOrDefault(written.group(2), 1L));
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            throw new IllegalArgumentException("\"%s\" leaves open whether 1,000 or 1,024 is meant; write \"%s%siB\"."
                    .formatted(text, decimal.group(1), decimal.group(2).toUpperCase(Locale.ROOT)));
        }
        return Optional.empty();
    }

    /** As {@link #parse} reads it, in the greatest unit that divides it. */
    static String format(long bytes) {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            long size = UNITS.getOrDefault(unit, 1L);
            if (bytes != 0 && bytes % size == 0) {
                return bytes / size + unit;
            }
        }
        return bytes + "B";
    }
}
