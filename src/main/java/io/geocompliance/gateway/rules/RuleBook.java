package io.geocompliance.gateway.rules;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All rules, in the order in which they are asked; a value, safe to share between threads.
 *
 * <p>Every answer is a pure function of the rules and the arguments: the time comes with the visit. The first enforced rule whose
 * conditions hold decides; observed rules never change anything, not even which request is refused.
 */
public final class RuleBook {

    /** A copy stored this long before a rule takes effect must not outlive that moment (subject set). */
    static final Duration SUBJECT_BEFORE_EFFECTIVE = Duration.ofHours(24);

    private final List<Rule> rules;

    /** Rules in the order of the file; their ids differ. */
    public RuleBook(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        Set<String> ids = new HashSet<>();
        for (Rule rule : this.rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules are called " + rule.id());
            }
        }
    }

    /** The rules, in order. */
    public List<Rule> rules() {
        return rules;
    }

    /** What is due for a visit from a place. */
    public Decision decide(Place place, Visit visit) {
        List<Rule> observed = List.of();
        Rule decides = null;
        Rule skips = null;
        Rule elsewhere = null;
        for (Rule rule : rules) {
            Finding finding = rule.read(place, visit);
            if (rule.mode() == Rule.Mode.OBSERVE) {
                observed = finding.matched() ? plus(observed, rule) : observed;
            } else if (finding.matched() && decides == null) {
                decides = rule;
            } else if (finding == Finding.UNDECIDED_SKIPPED && skips == null) {
                skips = rule;
            } else if (finding == Finding.OTHER_PLACE && elsewhere == null) {
                elsewhere = rule;
            }
        }
        if (decides != null) {
            return new Decision.Notice(decides, observed);
        }
        if (skips != null) {
            return new Decision.PassThrough(Decision.Reason.UNDECIDED_SKIPPED, skips, observed);
        }
        return elsewhere != null
                ? new Decision.PassThrough(Decision.Reason.OTHER_PLACE, elsewhere, observed)
                : new Decision.PassThrough(Decision.Reason.NO_RULE, null, observed);
    }

    /** Every rule's word on the visit, in order; says the same as {@link #decide}. */
    public List<RuleVerdict> explain(Place place, Visit visit) {
        List<RuleVerdict> verdicts = new ArrayList<>(rules.size());
        boolean decided = false;
        for (Rule rule : rules) {
            Finding finding = rule.read(place, visit);
            if (finding.matched() && rule.mode() == Rule.Mode.OBSERVE) {
                finding = Finding.OBSERVES;
            } else if (finding.matched()) {
                finding = decided ? Finding.PRECEDED : Finding.DECIDES;
                decided = true;
            }
            verdicts.add(new RuleVerdict(rule, finding));
        }
        return List.copyOf(verdicts);
    }

    /**
     * Whether an enforced rule could act on this host, method and path for some place, now or within 24 hours: then the response
     * says so to caches, whoever asked.
     */
    public boolean subject(Visit visit) {
        for (Rule rule : rules) {
            if (couldAct(rule, visit.at()) && rule.when().speaksOf(visit, visit.path())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the readings of a path select different rules, so that a visitor could choose the rule by the spelling; such a
     * request is refused with 400.
     *
     * @param visit its own path is not looked at
     */
    public boolean ambiguous(NormalizedPath path, Visit visit) {
        if (path.isPlain()) {
            return false;
        }
        for (Rule rule : rules) {
            if (couldAct(rule, visit.at())) {
                boolean selected = rule.when().speaksOf(visit, path.normalized());
                if (selected != rule.when().speaksOf(visit, path.raw())
                        || selected != rule.when().speaksOf(visit, path.decoded())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean couldAct(Rule rule, Instant at) {
        return rule.mode() == Rule.Mode.ENFORCE && rule.effective().holdsWithin(at, SUBJECT_BEFORE_EFFECTIVE);
    }

    private static List<Rule> plus(List<Rule> rules, Rule rule) {
        List<Rule> longer = new ArrayList<>(rules);
        longer.add(rule);
        return longer;
    }
}
