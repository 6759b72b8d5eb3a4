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

    /** The rules of each rule set, by its short name and theirs; told again in each segment. */
    private final Map<String, RuleOfSet> rules = new LinkedHashMap<>();

    /** Introduced since the last line that has a minute: those of earlier versions have none of their own. */
    private final List<Fact> undated = new ArrayList<>();

    InForceQuestion(String at) {
        this.at = at;
    }

    /** Something that came into force. */
    private record Fact(String slot, String name, String sha256, String record, String from) {

        private Fact at(String minute) {
            return new Fact(slot, name, sha256, record, minute);
        }
    }

    /** A rule, and who answers for it. */
    private record RuleOfSet(String ruleSet, List<String> cells) {}

    @Override
    public void line(VerifiedLine line) {
        LineFields fields = line.fields();
        switch (line.kind()) {
            case "ruleset" -> fact(line, "ruleset", "rule set", fields.text("sha256"));
            case "rule" -> rule(line);
            case "notice" ->
                fact(
                        line,
                        "notice " + fields.text("id") + " " + fields.text("lang"),
                        fields.text("id") + " v" + fields.number("v") + " (" + fields.text("lang") + ")",
                        fields.text("sha256"));
            case "geodb" ->
                fact(line, "geodb " + publisher(fields.text("id")), fields.text("id"), fields.text("sha256"));
            default -> {} // no fact
        }
        if (!line.time().isEmpty()) {
            date(line.time());
        }
    }

    private void fact(VerifiedLine line, String slot, String name, String sha256) {
        undated.add(new Fact(slot, name, sha256, line.epoch().name() + "#" + line.index(), ""));
    }

    /** A database's newer build takes the place of its older one. */
    static String publisher(String build) {
        return build.substring(0, Math.max(0, build.lastIndexOf('@')));
    }

    private void rule(VerifiedLine line) {
        LineFields fields = line.fields();
        String ruleSet = fields.text("rs");
        rules.putIfAbsent(
                ruleSet + " " + fields.text("id"),
                new RuleOfSet(
                        ruleSet,
                        List.of(
                                ruleSet,
                                fields.text("id"),
                                fields.text("mode"),
                                fields.text("from"),
                                fields.text("until"),
                                fields.text("owner"),
                                fields.text("counsel"),
                                line.epoch().name() + "#" + line.index())));
    }

    /** A line with a minute says when at the latest. */
    private void date(String minute) {
        for (Fact fact : undated) {
            boolean isLater = !at.isEmpty() && minute.compareTo(at) > 0;
            if (!isLater) {
                hold(facts.computeIfAbsent(fact.slot(), key -> new ArrayList<>()), fact.at(minute));
            }
        }
        undated.clear();
    }

    /** A segment begins with all that was told before, in its order: what is replaced within its minute was not in force in it. */
    private static void hold(List<Fact> held, Fact fact) {
        while (!held.isEmpty()
                && held.get(held.size() - 1).from().equals(fact.from())
                && !held.get(held.size() - 1).sha256().equals(fact.sha256())) {
            held.remove(held.size() - 1);
        }
        if (held.isEmpty() || !held.get(held.size() - 1).sha256().equals(fact.sha256())) {
            held.add(fact);
        }
    }

    @Override
    public Section answer(Verification found) {
        date("");
        List<List<String>> rows = new ArrayList<>();
        facts.values().forEach(held -> {
            for (int i = at.isEmpty() ? 0 : Math.max(0, held.size() - 1); i < held.size(); i++) {
                Fact fact = held.get(i);
                String until = i + 1 < held.size() ? held.get(i + 1).from() : "";
                String kind = fact.slot().contains(" ")
                        ? fact.slot().substring(0, fact.slot().indexOf(' '))
                        : fact.slot();
                rows.add(List.of(kind, fact.name(), fact.sha256(), fact.from(), until, fact.record()));
            }
        });
        return new Section(
                "in-force",
                at.isEmpty() ? "What was in force when" : "What was in force at " + at,
                List.of(
                        "Each was introduced to the log before the first decision that names it; the minute is that of its line. The SHA-256"
                                + " of a notice is that of the very bytes inserted: compare it with the text on file.",
                        "Who answers for a rule and by whose advice is what the operator has written beside it; where nothing stands, nothing"
                                + " was written."),
                List.of(),
                List.of(
                        new Table(
                                "in-force",
                                "Rule sets, notices and databases",
                                List.of("Kind", "Name", "SHA-256", "From (UTC)", "Until (UTC)", "Record"),
                                rows),
                        rules()));
    }

    /** Of the rule sets that are shown. */
    private Table rules() {
        List<Fact> held = facts.getOrDefault("ruleset", List.of());
        List<Fact> shown = at.isEmpty() || held.isEmpty() ? held : held.subList(held.size() - 1, held.size());
        return new Table(
                "rules",
                "The rules of these rule sets",
                List.of("Rule set", "Rule", "Mode", "Holds from (UTC)", "Until (UTC)", "Owner", "Counsel", "Record"),
                rules.values().stream()
                        .filter(rule ->
                                shown.stream().anyMatch(set -> set.sha256().startsWith(rule.ruleSet())))
                        .map(RuleOfSet::cells)
                        .toList());
    }
}
