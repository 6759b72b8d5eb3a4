package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code unknown-share}: how many visits came from where nobody knows, each day: the notice's blind spot. */
final class UnknownShareQuestion implements Question {

    private static final List<String> CONFIDENCES =
            List.of("unknown", "anonymiser", "geo-old", "geo-country", "geo-exact", "override", "other");

    private final Map<String, long[]> days = new TreeMap<>();

    @Override
    public void line(VerifiedLine line) {
        if (line.kind().equals("dec")) {
            count(Decision.dayOf(line.time()), line.fields().text("conf"), 1);
        }
    }

    private void count(String day, String confidence, long count) {
        int known = CONFIDENCES.indexOf(confidence);
        days.computeIfAbsent(day, key -> new long[CONFIDENCES.size()])[known < 0 ? CONFIDENCES.size() - 1 : known] +=
                count;
    }

    private void countPruned(Verification found) {
        found.pruned()
                .forEach(set -> set.counts().cells().forEach((cell, count) -> {
                    if (cell.isOfPlaces()) {
                        count(cell.day(), cell.confidence(), count);
                    }
                }));
    }

    @Override
    public Section answer(Verification found) {
        countPruned(found);
        List<List<String>> rows = new ArrayList<>();
        List<Double> unknown = new ArrayList<>();
        List<Double> anonymiser = new ArrayList<>();
        days.forEach((day, counts) -> {
            List<Long> parts = Arrays.stream(counts).boxed().toList();
            long all = parts.stream().mapToLong(Long::longValue).sum();
            List<String> row = new ArrayList<>(List.of(day));
            if (SmallCells.isTooSmall(all)) {
                row.add(SmallCells.HIDDEN);
                parts.forEach(part -> row.add(part == 0 ? "0" : SmallCells.HIDDEN));
                row.addAll(List.of("", ""));
            } else {
                row.add(Long.toString(all));
                row.addAll(SmallCells.parts(parts));
                row.add(SmallCells.share(parts, 0));
                row.add(SmallCells.share(parts, 1));
            }
            rows.add(row);
            unknown.add(SmallCells.bar(parts, 0));
            anonymiser.add(SmallCells.bar(parts, 1));
        });
        List<String> columns = new ArrayList<>(List.of("Day (UTC)", "Decisions"));
        columns.addAll(CONFIDENCES);
        columns.addAll(List.of("Unknown", "Anonymiser"));
        return new Section(
                "unknown-share",
                "Visits from unknown places",
                List.of(
                        "A visitor whose place no database knows, or who comes by an anonymiser, gets what the rule says for that case."
                                + " A share that rises is a reason to look at the databases."),
                List.of(new Chart(
                        "Share of decisions on unknown places and anonymisers, by day",
                        "%",
                        List.copyOf(days.keySet()),
                        List.of(new Chart.Series("unknown", unknown), new Chart.Series("anonymiser", anonymiser)))),
                List.of(new Table("unknown-share", "How places were decided, by day", columns, rows)));
    }
}
