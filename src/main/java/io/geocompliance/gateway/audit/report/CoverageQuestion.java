package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.DaySets;
import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code coverage}: of what was due each day, by rule, region and notice, how much was delivered. */
final class CoverageQuestion implements Question {

    /** In the order of the columns; what an unknown word would be counts as the last. */
    private static final List<String> OUTCOMES = List.of(
            "injected", "interstitial", "blocked", "redirected", "headers", "failed", "aborted", "skipped", "other");

    /** Of these the duty was done. */
    private static final int DONE = 5;

    private static final Comparator<Decision> ORDER = Comparator.comparing(Decision::day)
            .thenComparing(Decision::rule)
            .thenComparing(Decision::region)
            .thenComparing(Decision::notice);

    /** By outcome; then one more for decisions that were counted without a line. */
    private final Map<Decision, long[]> counts = new HashMap<>();

    /** Of these no line is there any more. */
    private long fromDays;

    @Override
    public void line(VerifiedLine line) {
        LineFields fields = line.fields();
        switch (line.kind()) {
            case "dec" -> {
                if (fields.all().get("must") == Boolean.TRUE) {
                    of(Decision.of(fields))[outcome(fields.text("out"))]++;
                }
            }
            case "gap" -> {
                Decision lost = new Decision(
                        Decision.dayOf(fields.text("from")), fields.text("rule"), fields.text("reg"), fields.text("n"));
                of(lost)[OUTCOMES.size()] += Math.max(0, fields.number("count"));
            }
            default -> {} // no decision
        }
    }

    /** Of lines that are gone, the log's own counts by day. */
    private void pruned(DaySets.Told set) {
        set.counts().cells().forEach((cell, count) -> {
            if (cell.must()) {
                of(Decision.of(cell))[outcome(cell.out())] += count;
                fromDays += count;
            }
        });
    }

    private long[] of(Decision decision) {
        return counts.computeIfAbsent(decision, key -> new long[OUTCOMES.size() + 1]);
    }

    private static int outcome(String out) {
        int known = OUTCOMES.indexOf(out);
        return known < 0 ? OUTCOMES.size() - 1 : known;
    }

    @Override
    public Section answer(Verification found) {
        found.pruned().forEach(this::pruned);
        Map<Decision, long[]> merged = merged();
        List<List<String>> rows = new ArrayList<>();
        merged.forEach((decision, count) -> rows.add(row(decision, count)));
        List<String> columns = new ArrayList<>(List.of("Day (UTC)", "Rule", "Region", "Notice", "Due, with a line"));
        columns.addAll(OUTCOMES);
        columns.addAll(List.of("Done", "Counted without a line"));
        return new Section(
                "coverage",
                "What was due, and what was done",
                sentences(),
                List.of(
                        chart("day", merged, Decision::day),
                        chart("rule", merged, Decision::rule),
                        chart("region", merged, Decision::region),
                        chart("notice", merged, Decision::notice)),
                List.of(new Table("coverage", "Coverage by day, rule, region and notice", columns, rows)));
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>(
                List.of(
                        "Each document for which an enforced rule required something. \"injected\" means that the notice's bytes were"
                                + " written to the visitor's connection and the response was ended; it does not say that anybody saw it.",
                        "Rows of fewer than ten visits are merged within their day; a cell of fewer than ten is shown as <10, and the"
                                + " largest of its row as what it is at least.",
                        "Visits that the log never took are in no row: only the accounts, probes and independent counters speak of those."));
        if (fromDays > 0) {
            sentences.add(
                    "Lines of some of these days have been pruned. They are counted here as the log's own day records do, which"
                            + " were signed while the lines were there.");
        }
        return sentences;
    }

    private Map<Decision, long[]> merged() {
        Map<Decision, long[]> merged = new TreeMap<>(ORDER);
        counts.forEach((decision, count) -> {
            long visits = parts(count).stream().mapToLong(Long::longValue).sum() + count[OUTCOMES.size()];
            Decision shown = SmallCells.isTooSmall(visits) ? decision.several() : decision;
            long[] into = merged.computeIfAbsent(shown, key -> new long[count.length]);
            for (int i = 0; i < count.length; i++) {
                into[i] += count[i];
            }
        });
        return merged;
    }

    private static List<Long> parts(long[] count) {
        List<Long> parts = new ArrayList<>();
        for (int i = 0; i < OUTCOMES.size(); i++) {
            parts.add(count[i]);
        }
        return parts;
    }

    private static List<String> row(Decision decision, long[] count) {
        List<Long> parts = parts(count);
        long due = parts.stream().mapToLong(Long::longValue).sum();
        List<String> row = new ArrayList<>(List.of(
                decision.day(),
                decision.rule(),
                decision.region(),
                decision.notice(),
                SmallCells.isTooSmall(due) ? SmallCells.HIDDEN : Long.toString(due)));
        if (SmallCells.isTooSmall(due)) {
            parts.forEach(part -> row.add(part == 0 ? "0" : SmallCells.HIDDEN));
            row.add("");
        } else {
            row.addAll(SmallCells.parts(parts));
            row.add(SmallCells.share(done(parts), 0));
        }
        long lost = count[OUTCOMES.size()];
        row.add(SmallCells.isTooSmall(lost) ? SmallCells.HIDDEN : Long.toString(lost));
        return row;
    }

    /** Done and not done. */
    private static List<Long> done(List<Long> parts) {
        long done = parts.subList(0, DONE).stream().mapToLong(Long::longValue).sum();
        long rest = parts.subList(DONE, parts.size()).stream()
                .mapToLong(Long::longValue)
                .sum();
        return List.of(done, rest);
    }

    /** Reckoned from what the table shows and from nothing else: exact shares beside it would give its hidden cells away. */
    private static Chart chart(String by, Map<Decision, long[]> rows, Function<Decision, String> label) {
        Map<String, long[]> shown = new TreeMap<>();
        rows.forEach((decision, count) -> {
            List<Long> parts = parts(count);
            long due = parts.stream().mapToLong(Long::longValue).sum();
            if (due >= SmallCells.LEAST) {
                long[] sums = shown.computeIfAbsent(label.apply(decision), key -> new long[2]);
                sums[0] += due;
                for (int i = 0; i < DONE; i++) {
                    sums[1] += SmallCells.least(parts, i);
                }
            }
        });
        return new Chart(
                "Share of what was due that was done at least, by " + by,
                "%",
                List.copyOf(shown.keySet()),
                List.of(new Chart.Series(
                        "done",
                        shown.values().stream()
                                .map(sums -> 100.0 * sums[1] / sums[0])
                                .toList())));
    }
}
