package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code in-force}: which rule sets, notices and databases were in force when; at one moment, if one is named. */
final class InForceQuestion implements Question {

    /** A minute such as 2026-03-01T12:00Z; empty for all of the log. */
    private final String at;

    /** What was introduced, by what it replaces; the newest is last. */
    private final Map<String, List<Fact>> facts = new LinkedHashMap<>();

    /** The minute of the last line that has one: facts have none of their own. */
    private String now = "";

    InForceQuestion(String at) {
        this.at = at;
    }

    private record Fact(String kind, String name, String detail, String from, String epoch, long index) {}

    @Override
    public void line(VerifiedLine line) {
        LineFields fields = line.fields();
        if (!line.time().isEmpty()) {
            now = line.time();
        }
        switch (line.kind()) {
            case "ruleset" -> fact(line, "ruleset", "rule set", fields.text("sha256"));
            case "notice" -> fact(
                    line,
                    "notice " + fields.text("id") + " " + fields.text("lang"),
                    fields.text("id") + " v" + fields.number("v") + " (" + fields.text("lang") + ")",
                    fields.text("sha256"));
            case "geodb" -> fact(line, "geodb " + fields.text("id"), fields.text("id"), fields.text("sha256"));
            default -> {} // no fact
        }
    }

    private void fact(VerifiedLine line, String slot, String name, String sha256) {
        if (!at.isEmpty() && now.compareTo(at) > 0) {
            return;
        }
        List<Fact> held = facts.computeIfAbsent(slot, key -> new ArrayList<>());
        boolean isSame = !held.isEmpty() && held.get(held.size() - 1).detail().equals(sha256);
        if (!isSame) {
            held.add(new Fact(line.kind(), name, sha256, now, line.epoch().name(), line.index()));
        }
    }

    @Override
    public Section answer(Verification found) {
        List<List<String>> rows = new ArrayList<>();
        facts.values().forEach(held -> {
            for (int i = at.isEmpty() ? 0 : held.size() - 1; i < held.size(); i++) {
                Fact fact = held.get(i);
                String until = i + 1 < held.size() ? held.get(i + 1).from() : "";
                rows.add(List.of(
                        fact.kind(),
                        fact.name(),
                        fact.detail(),
                        fact.from(),
                        until,
                        fact.epoch() + "#" + fact.index()));
            }
        });
        return new Section(
                "in-force",
                at.isEmpty() ? "What was in force when" : "What was in force at " + at,
                List.of("Each was introduced to the log before the first decision that names it; the minute is that of the line before."
                        + " The SHA-256 of a notice is that of the very bytes inserted: compare it with the text on file."
                        + " Who wrote or approved a text is in the operator's own records, not in the log."),
                List.of(),
                List.of(new Table(
                        "in-force",
                        "Rule sets, notices and databases",
                        List.of("Kind", "Name", "SHA-256", "From (UTC)", "Until (UTC)", "Record"),
                        rows)));
    }
}
