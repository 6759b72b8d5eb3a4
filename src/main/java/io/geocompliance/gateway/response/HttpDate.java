package io.geocompliance.gateway.response;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates of header fields (RFC 9110 5.6.7): three forms are read, the first is written. */
public final class HttpDate {

    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** Two digits of a year: the century that puts it less than 50 years ahead, seen from 2026. */
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1976)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US).withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static Optional<Instant> parse(String value) {
        for (DateTimeFormatter form : List.of(IMF_FIXDATE, RFC_850, ASCTIME)) {
            try {
                return Optional.of(form.parse(value, Instant::from));
            } catch (DateTimeException e) {
                continue; // the next form, or none
            }
        }
        return Optional.empty();
    }

    /** A second begun is written as a second over, so that no page seems older than what was put into it. */
    public static String format(Instant instant) {
        Instant whole = instant.truncatedTo(ChronoUnit.SECONDS);
        Instant shown = whole.equals(instant) ? whole : whole.plusSeconds(1);
        return IMF_FIXDATE.format(OffsetDateTime.ofInstant(shown, ZoneOffset.UTC));
    }
}
