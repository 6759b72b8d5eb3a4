package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Rule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One exchange's record and counts: what was due, what was done, why not.
 *
 * <p>Documents have a record each, everything else is counted. What is written here is all that is ever written of a visit.
 */
record Evidence(ProxyServer.Surroundings surroundings, Snapshot snapshot, Conduct conduct, int listener) {

    /** What the rule needs to know of a place under Russian control that a database puts into Ukraine; never the town. */
    private static final String OCCUPIED = "UA-OCC";

    /** Characters of the configuration's hash that a record repeats; the whole stands in its {@code ruleset} line. */
    private static final int RULE_SET_CHARACTERS = 16;

    /**
     * Writes and counts; once per exchange.
     *
     * @param status of the answer
     * @param outcome what became of the notice, were it due
     * @param shown the variant that was put in
     */
    void write(int status, Outcome outcome, Optional<Fragment> shown) {
        String action = action(outcome);
        surroundings.counters().count(new ProxyCounters.Request(listener, status / 100, action));
        if (!conduct.treatment().document()) {
            surroundings.audit().asset();
            return;
        }
        Decision decision = conduct.ruling().decision();
        Optional<Rule> rule = rule(decision);
        boolean due = decision instanceof Decision.Notice;
        boolean watched = !due && !decision.observed().isEmpty();
        surroundings
                .counters()
                .count(new ProxyCounters.Decided(
                        region(),
                        rule.map(Rule::id).orElse("none"),
                        action,
                        rule.map(Rule::mode).orElse(Rule.Mode.ENFORCE).name().toLowerCase(java.util.Locale.ROOT)));
        if (due && outcome instanceof Outcome.NotInjected not) {
            surroundings.counters().countNotInjected(not.reason().label());
        }
        AuditRecord.Result result = watched
                ? new AuditRecord.Result(AuditRecord.Out.OBSERVED, Outcome.Reason.NOT_AFFECTED)
                : AuditRecord.Result.of(due ? outcome : new Outcome.NotInjected(Outcome.Reason.NOT_AFFECTED));
        surroundings
                .audit()
                .append(new AuditRecord(
                        surroundings.clock().instant(),
                        where(),
                        new AuditRecord.Basis(
                                rule.map(Rule::id).orElse(null),
                                snapshot.hash().substring(0, RULE_SET_CHARACTERS),
                                due,
                                String.join(",", snapshot.geo().builds())),
                        due ? notice(outcome, shown) : null,
                        result,
                        new AuditRecord.Message(
                                AuditRecord.Method.of(conduct.ruling().visit().method()), status, null)));
    }

    private String action(Outcome outcome) {
        Decision decision = conduct.ruling().decision();
        if (decision instanceof Decision.Notice) {
            return outcome instanceof Outcome.Injected ? "notice" : "notice-not-injected";
        }
        return decision.observed().isEmpty() ? "none" : "observed";
    }

    private static Optional<Rule> rule(Decision decision) {
        if (decision instanceof Decision.Notice due) {
            return Optional.of(due.rule());
        }
        return decision.observed().stream().findFirst();
    }

    private AuditRecord.Where where() {
        Place place = conduct.ruling().place();
        AuditRecord.Confidence confidence = AuditRecord.Confidence.UNKNOWN;
        if (place instanceof Place.Known known) {
            confidence =
                    known.label().contains("-") ? AuditRecord.Confidence.GEO_EXACT : AuditRecord.Confidence.GEO_COUNTRY;
        }
        return new AuditRecord.Where(region(), null, confidence);
    }

    private String region() {
        if (!(conduct.ruling().place() instanceof Place.Known known)) {
            return "??";
        }
        String country = known.label().substring(0, 2);
        boolean occupied = !known.regions().isEmpty() && country.equals("UA");
        return occupied ? OCCUPIED : country;
    }

    /** The variant only where it was served: chosen in vain, it would tell no more than the reader's languages. */
    private AuditRecord.@Nullable Notice notice(Outcome outcome, Optional<Fragment> shown) {
        Optional<Fragment> served = outcome instanceof Outcome.Injected ? shown : Optional.empty();
        return conduct.ruling()
                .notice()
                .map(edition -> new AuditRecord.Notice(
                        edition.notice().id(),
                        edition.notice().version(),
                        served.map(Fragment::language).orElse(null),
                        served.map(Fragment::sha256).orElse(null)))
                .orElse(null);
    }
}
