package io.geocompliance.gateway.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules that never decide, since another always does first. It finds those that the rules alone show: of the same region, with hosts,
 * methods, paths and times within the other's. It never names one that could decide.
 */
public record Shadow(Rule hidden, Rule by) {

    /** In the order of the rules. */
    public static List<Shadow> among(List<Rule> rules) {
        List<Shadow> shadows = new ArrayList<>();
        for (Rule rule : rules) {
            rules.stream()
                    .filter(other -> decidesBefore(other, rule, rules))
                    .findFirst()
                    .ifPresent(other -> shadows.add(new Shadow(rule, other)));
        }
        return List.copyOf(shadows);
    }

    private static boolean decidesBefore(Rule first, Rule later, List<Rule> rules) {
        Optional<Duty> strong = first.duties().main();
        Optional<Duty> weak = later.duties().main();
        if (first == later || strong.isEmpty() || weak.isEmpty() || first.mode() != Rule.Mode.ENFORCE) {
            return false;
        }
        int order = strong.get().kind().compareTo(weak.get().kind());
        boolean before = order < 0 || order == 0 && rules.indexOf(first) < rules.indexOf(later);
        return before
                && later.mode() == Rule.Mode.ENFORCE
                && !(strong.get() instanceof Duty.Redirect) // it lets its own target through
                && covers(first.when(), later.when())
                && covers(first.effective(), later.effective())
                && later.on().entrySet().stream()
                        .allMatch(doubt -> doubt.getValue() == Rule.Undecided.SKIP
                                || first.on().get(doubt.getKey()) == Rule.Undecided.APPLY);
    }

    private static boolean covers(Rule.When outer, Rule.When inner) {
        return outer.region().equals(inner.region())
                && (outer.hosts().isEmpty()
                        || !inner.hosts().isEmpty() && outer.hosts().containsAll(inner.hosts()))
                && (outer.methods().isEmpty()
                        || !inner.methods().isEmpty() && outer.methods().containsAll(inner.methods()))
                && (outer.only().isEmpty()
                        || !inner.only().isEmpty()
                                && inner.only().stream().allMatch(path -> coveredByOneOf(outer.only(), path)))
                && outer.not().stream().allMatch(path -> coveredByOneOf(inner.not(), path));
    }

    private static boolean coveredByOneOf(List<PathGlob> patterns, PathGlob path) {
        return patterns.stream().anyMatch(pattern -> pattern.covers(path));
    }

    private static boolean covers(Rule.Effective outer, Rule.Effective inner) {
        return isNoLater(outer.from(), inner.from(), Instant.MIN)
                && isNoLater(inner.until(), outer.until(), Instant.MAX);
    }

    private static boolean isNoLater(@Nullable Instant first, @Nullable Instant second, Instant open) {
        return !(first == null ? open : first).isAfter(second == null ? open : second);
    }
}
