package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code gaps}: where the log is not complete, by its own words and by what does not fit. */
final class GapsQuestion implements Question {

    /** More rows than that nobody reads. */
    private static final int MOST_ROWS = 1_000;

    private final List<List<String>> rows = new ArrayList<>();
    private final Map<String, Long> lostByDay = new TreeMap<>();
    private long passedOver;

    /** The minute of the last totals of the process that writes. */
    private @Nullable Instant ticked;

    @Override
    public void line(VerifiedLine line) {
        LineFields fields = line.fields();
        switch (line.kind()) {
            case "gap" -> {
                long count = Math.max(0, fields.number("count"));
                lostByDay.merge(Decision.dayOf(fields.text("from")), count, Long::sum);
                add(
                        line,
                        "counted without a line",
                        fields.text("from") + " to " + fields.text("to"),
                        (SmallCells.isTooSmall(count) ? "fewer than ten" : Long.toString(count)) + " decisions");
            }
            case "recovered" ->
                add(
                        line,
                        "torn end cut off",
                        fields.text("t"),
                        fields.number("bytes") + " bytes, sha256 " + fields.text("sha256"));
            case "open" -> {
                ticked = null;
                add(line, "process began", fields.text("t"), fields.text("software"));
            }
            case "close" -> {
                ticked = null;
                add(line, "orderly end", fields.text("t"), "");
            }
            case "tick" -> {
                if (fields.has("accepted")) {
                    tick(line);
                }
            }
            default -> {} // decisions and facts
        }
    }

    /** Ticks follow one another by the minute; a clock may be set back. */
    private void tick(VerifiedLine line) {
        try {
            Instant now = Instant.parse(line.time().replace("Z", ":00Z"));
            Instant before = ticked;
            if (before != null && Duration.between(before, now).toMinutes() > 1) {
                add(
                        line,
                        "no tick",
                        before + " to " + now,
                        Duration.between(before, now).toMinutes()
                                + " minutes: the process was stopped, suspended, or had no disk");
            } else if (before != null && now.isBefore(before)) {
                add(line, "clock set back", before + " to " + now, "");
            }
            ticked = now;
        } catch (DateTimeException e) {
            add(line, "a tick without a minute", "", "");
        }
    }

    private void add(VerifiedLine line, String what, String when, String detail) {
        if (rows.size() < MOST_ROWS) {
            rows.add(List.of(line.epoch().name(), Long.toString(line.index()), what, when, detail));
        } else {
            passedOver++;
        }
    }

    @Override
    public Section answer(Verification found) {
        List<List<String>> findings = new ArrayList<>();
        for (Finding finding : found.findings()) {
            findings.add(List.of(
                    finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    Integer.toString(finding.kind().exitCode()),
                    finding.epoch(),
                    finding.message()));
        }
        found.notes().forEach(note -> findings.add(List.of("note", "", "", note)));
        List<Double> bars = lostByDay.values().stream()
                .map(count -> SmallCells.isTooSmall(count) ? Double.NaN : (double) count)
                .toList();
        List<String> sentences = new ArrayList<>(List.of(
                "Decisions that could not be written are counted by the log itself. What a process had not written when it died is counted"
                        + " nowhere: between the last tick and the next beginning."));
        if (passedOver > 0) {
            sentences.add(passedOver + " more rows are left out of the table below.");
        }
        return new Section(
                "gaps",
                "Where the log is not complete",
                sentences,
                List.of(new Chart(
                        "Decisions counted without a line, by day",
                        "",
                        List.copyOf(lostByDay.keySet()),
                        List.of(new Chart.Series("without a line", bars)))),
                List.of(
                        new Table(
                                "findings",
                                "What the verification found",
                                List.of("Kind", "Exit code", "Epoch", "Finding"),
                                findings),
                        new Table(
                                "gaps",
                                "What the log says of itself",
                                List.of("Epoch", "Record", "What", "When (UTC)", "Detail"),
                                rows)));
    }
}
