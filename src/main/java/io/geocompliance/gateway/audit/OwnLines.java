package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.files.TornTail;
import io.geocompliance.gateway.audit.verify.DayCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The lines that are no decision: what the log says of itself. All dated by the minute. */
record OwnLines(Supplier<Instant> clock) {

    /**
     * A process begins to write, named after its epoch as a log.
     *
     * @param beginning where; it names the epoch before if this one has no record yet
     */
    byte[] open(String software, LogDirectory.Beginning beginning) {
        LogDirectory.Previous previous = beginning.previous();
        JsonLine open = line("open")
                .field("software", software)
                .field("origin", beginning.writer().origin());
        if (previous == null) {
            return open.field("previous", null).bytes();
        }
        return open.begin("previous")
                .field("epoch", previous.epoch())
                .field("size", previous.head().size())
                .field("root", previous.head().root().toString())
                .field("why", previous.why())
                .field("key", previous.key())
                .end()
                .bytes();
    }

    /** The lines before ended within one, or in some that no force had taken. */
    byte[] recovered(TornTail tail) {
        return line("recovered")
                .field("bytes", tail.bytes())
                .field("sha256", tail.sha256())
                .bytes();
    }

    /** A fact, with the minute in which it is told. */
    byte[] fact(Introduction introduction) {
        JsonLine line = new JsonLine();
        introduction.writeTo(line);
        return line.field("t", AuditRecord.minute(clock.get())).bytes();
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

    /** So many decisions are about to lose their lines. */
    byte[] pruned(Map.Entry<Tally.Key, Long> count) {
        return counts(line("prune"), count).bytes();
    }

    /** Which records of an epoch are about to lose their lines, from one index to before another. */
    byte[] prune(String epoch, long from, long to, Instant before) {
        return line("prune")
                .field("epoch", epoch)
                .field("from", from)
                .field("to", to)
                .field("before", AuditRecord.minute(before))
                .bytes();
    }

    /** Somebody did something with the log. */
    byte[] custody(Custody custody) {
        return line("custody")
                .field("did", custody.did())
                .field("who", custody.who())
                .field("about", custody.about())
                .field("sha256", custody.sha256())
                .bytes();
    }

    /**
     * The counts of a packed segment by day, which outlive its lines: one line a count, then one that says the segment.
     *
     * @param kept how many of its records stay when it is pruned
     */
    List<byte[]> day(Epoch epoch, Segment segment, DayCounts counts, long kept) {
        List<byte[]> day = new ArrayList<>();
        counts.cells()
                .forEach((cell, count) -> day.add(cell(dayOf(epoch, segment).field("day", cell.day()), cell)
                        .field("count", count)
                        .bytes()));
        day.add(dayOf(epoch, segment)
                .field("to", segment.first() + segment.count())
                .field("decisions", counts.decisions())
                .field("kept", kept)
                .bytes());
        return day;
    }

    private JsonLine dayOf(Epoch epoch, Segment segment) {
        return line("day").field("epoch", epoch.name()).field("from", segment.first());
    }

    private static JsonLine cell(JsonLine line, DayCounts.Cell cell) {
        if (cell.isOfPlaces()) {
            return line.field("conf", cell.confidence());
        }
        return line.field("reg", cell.region())
                .field("rule", cell.rule())
                .field("must", cell.must())
                .field("n", cell.notice())
                .field("v", cell.version())
                .field("out", cell.out());
    }

    /**
     * Totals since this process opened this epoch.
     *
     * @param from index of the first record since the totals before
     * @param queueHigh the most bytes that waited at once since then
     */
    byte[] totals(String kind, long from, Accounts.Totals totals, long queueHigh) {
        return line(kind)
                .field("from", from)
                .field("accepted", totals.accepted())
                .field("written", totals.written())
                .field("dropped", totals.dropped())
                .field("assets", totals.assets())
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
