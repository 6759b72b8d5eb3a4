package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code exceptions}: everything that was due and not done, by reason, with its first and last day. */
final class ExceptionsQuestion implements Question {

    private static final Set<String> DONE = Set.of("injected", "blocked", "redirected", "headers");

    /** Why something that was due was not done. */
    private record Undone(String rule, String region, String notice, String out, String why)
            implements Comparable<Undone> {

        private Undone several() {
            return new Undone(Decision.SEVERAL, Decision.SEVERAL, Decision.SEVERAL, Decision.SEVERAL, Decision.SEVERAL);
        }

        private String order() {
            return String.join("\n", rule, region, notice, out, why);
        }

        @Override
        public int compareTo(Undone other) {
            return order().compareTo(other.order());
        }
    }

    /** How often by day. */
    private final Map<Undone, Map<String, Long>> counts = new HashMap<>();

    @Override
    public void line(VerifiedLine line) {
        LineFields fields = line.fields();
        if (!line.kind().equals("dec")
                || fields.all().get("must") != Boolean.TRUE
                || DONE.contains(fields.text("out"))) {
            return;
        }
        Decision decision = Decision.of(fields);
        Undone undone = new Undone(
                decision.rule(), decision.region(), decision.notice(), fields.text("out"), fields.text("why"));
        counts.computeIfAbsent(undone, key -> new HashMap<>()).merge(decision.day(), 1L, Long::sum);
    }

    @Override
    public Section answer(Verification found) {
        Map<Undone, TreeMap<String, Long>> merged = new TreeMap<>();
        counts.forEach((undone, days) -> {
            Undone shown = SmallCells.isTooSmall(sum(days)) ? undone.several() : undone;
            days.forEach((day, count) ->
                    merged.computeIfAbsent(shown, key -> new TreeMap<>()).merge(day, count, Long::sum));
        });
        List<List<String>> rows = new ArrayList<>();
        TreeMap<String, Long> all = new TreeMap<>();
        merged.forEach((undone, days) -> {
            rows.add(List.of(
                    undone.why().isEmpty() ? "(none)" : undone.why(),
                    undone.out(),
                    undone.rule(),
                    undone.region(),
                    undone.notice(),
                    shown(sum(days)),
                    days.firstKey(),
                    days.lastKey(),
                    trend(days)));
            days.forEach((day, count) -> all.merge(day, count, Long::sum));
        });
        List<String> columns =
                List.of("Reason", "Outcome", "Rule", "Region", "Notice", "Visits", "First day", "Last day", "Trend");
        return new Section(
                "exceptions",
                "What was due and not done",
                List.of(
                        "Reasons are the gateway's own closed list. The trend compares the later half of the days with the earlier;"
                                + " what happened to fewer than ten visits is merged."),
                List.of(chart(all)),
                List.of(new Table("exceptions", "Exceptions by reason", columns, rows)));
    }

    private static String shown(long count) {
        return SmallCells.isTooSmall(count) ? SmallCells.HIDDEN : Long.toString(count);
    }

    private static long sum(Map<String, Long> days) {
        return days.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String trend(TreeMap<String, Long> days) {
        List<Long> counts = List.copyOf(days.values());
        int half = counts.size() / 2;
        if (half == 0 || sum(days) < SmallCells.LEAST * 2) {
            return "";
        }
        double earlier = counts.subList(0, half).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
        double later = counts.subList(counts.size() - half, counts.size()).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
        return later > earlier * 1.2 ? "rising" : later < earlier * 0.8 ? "falling" : "steady";
    }

    private static Chart chart(TreeMap<String, Long> all) {
        List<Double> bars = new ArrayList<>();
        all.values().forEach(count -> bars.add(SmallCells.isTooSmall(count) ? Double.NaN : (double) count));
        return new Chart(
                "Visits for which something was due and not done, by day",
                "",
                List.copyOf(all.keySet()),
                List.of(new Chart.Series("not done", bars)));
    }
}
