package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code day} records of a log: one set for each packed segment, which counts its decisions by day and ends with a record that says
 * the segment. They outlive the lines they count. Owned by one thread.
 */
public final class DaySets implements VerifiedLine.Visitor {

    /** By the segment they count, as {@link #key} names it; of sets that were told twice, the last. */
    private final Map<String, Told> told = new TreeMap<>();

    /** What is at hand of each packed segment. */
    private final Map<String, Seen> seen = new HashMap<>();

    /** A set whose end has not come; a writer that died in it tells it again. */
    private DayCounts open = new DayCounts();

    private @Nullable VerifiedLine last;

    /** The segment at hand, and what is seen of it. */
    private @Nullable Segment current;

    private Seen atHand = new Seen();

    /**
     * A whole set.
     *
     * @param to index behind the segment's last record
     * @param decisions how many it says it counts
     * @param kept how many of the segment's records stay when it is pruned
     * @param record where it ends
     */
    public record Told(DayCounts counts, String epoch, long from, long to, long decisions, long kept, String record) {}

    /** Of one segment: what its lines add up to, how many there are, and whether others were pruned. */
    private static final class Seen {
        private final DayCounts counts = new DayCounts();
        private boolean pruned;
        private long lines;
    }

    @Override
    public void line(VerifiedLine line) {
        if (!line.segment().isGrowing()) {
            seen(line);
        }
        if (line.kind().equals("day")) {
            day(line);
        }
    }

    private void seen(VerifiedLine line) {
        if (!line.segment().equals(current)) {
            current = line.segment();
            atHand = seen.computeIfAbsent(key(line.epoch().name(), current.first()), key -> new Seen());
        }
        atHand.pruned = line.isKept();
        atHand.lines++;
        if (line.kind().equals("dec")) {
            atHand.counts.decision(line.fields());
        }
    }

    private void day(VerifiedLine line) {
        LineFields fields = line.fields();
        VerifiedLine before = last;
        boolean follows = before != null
                && before.epoch().equals(line.epoch())
                && before.index() + 1 == line.index()
                && before.fields().number("from") == fields.number("from")
                && before.fields().text("epoch").equals(fields.text("epoch"));
        if (!follows) {
            open = new DayCounts();
        }
        if (fields.has("to")) {
            String epoch = fields.text("epoch");
            long from = fields.number("from");
            told.put(
                    key(epoch, from),
                    new Told(
                            open,
                            epoch,
                            from,
                            fields.number("to"),
                            fields.number("decisions"),
                            fields.number("kept"),
                            line.epoch().name() + "#" + line.index()));
            open = new DayCounts();
            last = null;
        } else {
            open.add(DayCounts.Cell.said(fields), Math.max(0, fields.number("count")));
            last = line;
        }
    }

    private static String key(String epoch, long from) {
        return epoch + "#" + from;
    }

    /**
     * Sets of segments whose lines have gone.
     *
     * @param prunedEnds index behind the last record without a line, of each epoch at hand
     */
    List<Told> ofPruned(Map<String, Long> prunedEnds) {
        return told.entrySet().stream()
                .filter(set -> isGone(set.getKey()))
                .map(Map.Entry::getValue)
                .filter(set -> set.to <= prunedEnds.getOrDefault(set.epoch, 0L))
                .toList();
    }

    private boolean isGone(String key) {
        Seen segment = seen.get(key);
        return segment == null || segment.pruned;
    }

    /** Compares what was told with what stands there. */
    List<Finding> mismatches() {
        List<Finding> findings = new ArrayList<>();
        told.forEach((key, set) -> {
            Seen segment = seen.get(key);
            long sum = set.counts.cells().entrySet().stream()
                    .filter(cell -> !cell.getKey().isOfPlaces())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            String records = "records " + set.from + " to " + (set.to - 1);
            if (sum != set.decisions) {
                findings.add(new Finding(
                        Finding.Kind.ACCOUNTING,
                        set.epoch,
                        "The day records that end at " + set.record + " count " + sum + " decisions of " + records
                                + " and say " + set.decisions + "."));
            }
            if (segment != null && !segment.pruned && !segment.counts.says(set.counts)) {
                findings.add(new Finding(
                        Finding.Kind.ACCOUNTING,
                        set.epoch,
                        "The day records that end at " + set.record + " count other decisions than the lines of "
                                + records + ": " + set.decisions + ", and " + segment.counts.decisions() + "."));
            }
        });
        return findings;
    }

    /** Of a segment that is gone but for what was to stay, whether that is there: a missing one was taken away by hand. */
    List<Finding> missing(Map<String, Long> prunedEnds) {
        List<Finding> findings = new ArrayList<>();
        for (Told set : ofPruned(prunedEnds)) {
            Seen segment = seen.get(key(set.epoch, set.from));
            long lines = segment == null ? 0 : segment.lines;
            if (lines < set.kept) {
                findings.add(new Finding(
                        Finding.Kind.SEGMENT_MISSING,
                        set.epoch,
                        (set.kept - lines) + " of the " + set.kept + " records that stay when records " + set.from
                                + " to " + (set.to - 1) + " are pruned are gone: somebody removed them by hand."));
            }
        }
        return findings;
    }
}
