package io.geocompliance.gateway.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as operators write it: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
final class TimeSpan {

    static final String PATTERN = "([0-9]{1,9})(ms|s|m|h)";

    private static final Pattern WRITTEN = Pattern.compile(PATTERN);
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private TimeSpan() {}

    /** The time; empty if the text is not of the form, such as a number without its unit. */
    static Optional<Duration> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(Duration.of(
                        Long.parseLong(written.group(1)), UNITS.getOrDefault(written.group(2), ChronoUnit.SECONDS)))
                : Optional.empty();
    }

    /** As {@link #parse} reads it, in the greatest unit that divides it. */
    static String format(Duration time) {
        long millis = time.toMillis();
        if (millis != 0 && millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis != 0 && millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
