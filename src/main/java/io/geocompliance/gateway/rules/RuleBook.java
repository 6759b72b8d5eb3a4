package io.geocompliance.gateway.rules;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rules, in the order in which they are asked; a value, safe to share between threads.
 *
 * <p>Every answer is a pure function of the rules and the arguments: the time comes with the visit. Of the enforced rules whose
 * conditions hold, one decides: the first that blocks, else the first that redirects, else the first with a notice. Rules that only
 * edit headers keep none of them from deciding; their edits and the deciding rule's are made in the order of the book. Observed
 * rules never change anything, not even which request is refused.
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
        List<Rule> acting = List.of();
        Rule skips = null;
        Rule elsewhere = null;
        for (Rule rule : rules) {
            Finding finding = rule.read(place, visit);
            if (finding.matched() && rule.mode() == Rule.Mode.OBSERVE) {
                observed = plus(observed, rule);
            } else if (finding.matched()) {
                acting = plus(acting, rule);
            } else if (rule.mode() == Rule.Mode.ENFORCE) {
                skips = finding == Finding.UNDECIDED_SKIPPED && skips == null ? rule : skips;
                elsewhere = finding == Finding.OTHER_PLACE && elsewhere == null ? rule : elsewhere;
            }
        }
        if (!acting.isEmpty()) {
            return due(acting, observed);
        }
        Decision.Beside beside = new Decision.Beside(List.of(), observed);
        if (skips != null) {
            return new Decision.PassThrough(Decision.Reason.UNDECIDED_SKIPPED, skips, beside);
        }
        return elsewhere != null
                ? new Decision.PassThrough(Decision.Reason.OTHER_PLACE, elsewhere, beside)
                : new Decision.PassThrough(Decision.Reason.NO_RULE, null, beside);
    }

    private static Decision due(List<Rule> matching, List<Rule> observed) {
        Rule decides = deciding(matching);
        Decision.Beside beside = new Decision.Beside(
                matching.stream()
                        .filter(rule -> rule.duties().editHeaders())
                        .filter(rule -> rule == decides || rule.duties().main().isEmpty())
                        .toList(),
                observed);
        if (decides == null) {
            return new Decision.PassThrough(Decision.Reason.HEADERS_ONLY, matching.get(0), beside);
        }
        Duty duty = decides.duties().main().orElse(null);
        if (duty instanceof Duty.Block block) {
            return new Decision.Block(decides, block, beside);
        }
        if (duty instanceof Duty.Redirect redirect) {
            return new Decision.Redirect(decides, redirect, beside);
        }
        return duty instanceof Duty.Notice notice
                ? new Decision.Notice(decides, notice, beside)
                : new Decision.PassThrough(Decision.Reason.HEADERS_ONLY, matching.get(0), beside);
    }

    /** The rule that answers the visit; null where all that match only edit headers. */
    private static @Nullable Rule deciding(List<Rule> matching) {
        for (Duty.Kind kind : Duty.Kind.values()) {
            for (Rule rule : matching) {
                if (rule.duties().main().filter(duty -> duty.kind() == kind).isPresent()) {
                    return rule;
                }
            }
        }
        return null;
    }

    /** Every rule's word on the visit, in order; says the same as {@link #decide}. */
    public List<RuleVerdict> explain(Place place, Visit visit) {
        Rule decides = decide(place, visit).decidedBy().orElse(null);
        List<RuleVerdict> verdicts = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            Finding finding = rule.read(place, visit);
            if (finding.matched() && rule.mode() == Rule.Mode.OBSERVE) {
                finding = Finding.OBSERVES;
            } else if (finding.matched() && rule.duties().main().isEmpty()) {
                finding = Finding.EDITS;
            } else if (finding.matched()) {
                finding = rule == decides ? Finding.DECIDES : Finding.PRECEDED;
            }
            verdicts.add(new RuleVerdict(rule, finding));
        }
        return List.copyOf(verdicts);
    }

    /**
     * Which answers at this host, method and path an enforced rule could change for some place, now or within 24 hours: then they
     * say so to caches, whoever asked.
     */
    public Reach reach(Visit visit) {
        Reach reach = Reach.NOTHING;
        for (Rule rule : rules) {
            if (couldAct(rule, visit.at()) && rule.when().speaksOf(visit, visit.path())) {
                if (rule.duties().touchEveryType()) {
                    return Reach.EVERYTHING;
                }
                reach = Reach.PAGES;
            }
        }
        return reach;
    }

    /**
     * Whether no enforced rule that speaks of this host, method and path begins or ends within 24 hours: a copy that
     * caches share must not outlive that moment.
     */
    public boolean isSettled(Visit visit) {
        return rules.stream()
                .filter(rule -> rule.mode() == Rule.Mode.ENFORCE)
                .filter(rule -> rule.when().speaksOf(visit, visit.path()))
                .allMatch(rule -> rule.effective().isSettled(visit.at(), SUBJECT_BEFORE_EFFECTIVE));
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
