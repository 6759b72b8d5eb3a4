package io.geocompliance.gateway.audit;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** The lines that are no decision: what the log says of itself. All dated by the minute. */
record OwnLines(Supplier<Instant> clock) {

    /** A file begins. */
    byte[] open() {
        return line("open").bytes();
    }

    /** An earlier file had a torn end. */
    byte[] recovered(TornTail tail) {
        return line("recovered")
                .field("file", tail.file().getFileName().toString())
                .field("bytes", tail.bytes())
                .field("sha256", tail.sha256())
                .bytes();
    }

    static byte[] fact(Introduction introduction) {
        JsonLine line = new JsonLine();
        introduction.writeTo(line);
        return line.bytes();
    }

    /** So many decisions have no line. */
    byte[] gap(Instant from, Instant to, Map.Entry<Tally.Key, Long> count) {
        JsonLine gap = line("gap").field("from", AuditRecord.minute(from)).field("to", AuditRecord.minute(to));
        return counts(gap, count).bytes();
    }

    /** So many decisions have a line since the totals before. */
    byte[] tick(Map.Entry<Tally.Key, Long> count) {
        return counts(line("tick"), count).bytes();
    }

    /** Totals since the start, and the most bytes that waited at once since the totals before. */
    byte[] totals(String kind, Accounts accounts, long queueHigh) {
        return line(kind)
                .field("accepted", accounts.accepted.sum())
                .field("written", accounts.written.total())
                .field("dropped", accounts.dropped.total())
                .field("assets", accounts.assets.sum())
                .field("queueHigh", queueHigh)
                .bytes();
    }

    private JsonLine line(String kind) {
        return new JsonLine().field("ty", kind).field("t", AuditRecord.minute(clock.get()));
    }

    private static JsonLine counts(JsonLine line, Map.Entry<Tally.Key, Long> count) {
        Tally.Key key = count.getKey();
        return line.field("reg", key.region())
                .field("rule", key.rule())
                .field("n", key.notice())
                .field("out", key.out())
                .field("count", count.getValue());
    }
}
