package io.geocompliance.gateway.audit;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a record's line once a minute: of what a record may say so little is free that most of a minute's are equal, byte for byte.
 *
 * <p>Anybody asks without waiting.
 */
final class LinesOfTheMinute {

    /** Different ones kept; those beyond are made each time. */
    private static final int KEPT = 1_000;

    /** Replaced as the minute turns; a race makes a line twice, no more. */
    private volatile Minute current = new Minute(Instant.MIN, Map.of());

    /** The lines made so far of records of one minute. */
    private record Minute(Instant at, Map<AuditRecord, LineQueue.Waiting.Line> lines) {}

    LineQueue.Waiting.Line of(AuditRecord entry) {
        Minute minute = current;
        if (!minute.at.equals(entry.at())) {
            minute = new Minute(entry.at(), new ConcurrentHashMap<>());
            current = minute;
        }
        LineQueue.Waiting.Line known = minute.lines.get(entry);
        if (known != null) {
            return known;
        }
        LineQueue.Waiting.Line made = new LineQueue.Waiting.Line(Tally.Key.of(entry), entry.line());
        if (minute.lines.size() < KEPT) {
            minute.lines.put(entry, made);
        }
        return made;
    }
}
