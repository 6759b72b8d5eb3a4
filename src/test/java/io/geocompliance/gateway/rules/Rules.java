package io.geocompliance.gateway.rules;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.Rule.Mode;
import io.geocompliance.gateway.rules.Rule.Undecided;
import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules and visits to test with. */
final class Rules {

    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final Place HERE = known("audience");
    static final Place ELSEWHERE = known("elsewhere");

    static final Map<Place.Reason, Undecided> ON_DOUBT = new EnumMap<>(Map.of(
            Place.Reason.UNKNOWN, Undecided.APPLY,
            Place.Reason.UNRESOLVED, Undecided.APPLY,
            Place.Reason.RESERVED, Undecided.SKIP,
            Place.Reason.INTERNAL, Undecided.SKIP));

    private Rules() {}

    static Rule rule(String id, Rule.When when) {
        return rule(id, when, new Rule.Effective(null, null), Mode.ENFORCE);
    }

    static Rule rule(String id, Rule.When when, Rule.Effective effective, Mode mode) {
        Duty notice = new Duty.Notice("notice-of-" + id, Duty.Accessibility.DEFAULT);
        return new Rule(id, effective, when, ON_DOUBT, Duties.of(notice), mode, new Rule.Provenance(null, null, null));
    }

    /** An enforced rule that is always in force, and skips where the place can't be said. */
    static Rule rule(String id, Rule.When when, Duties duties) {
        Map<Place.Reason, Undecided> skip = new EnumMap<>(Place.Reason.class);
        for (Place.Reason reason : Place.Reason.values()) {
            skip.put(reason, Undecided.SKIP);
        }
        return new Rule(
                id,
                new Rule.Effective(null, null),
                when,
                skip,
                duties,
                Mode.ENFORCE,
                new Rule.Provenance(null, null, null));
    }

    static Duties block() {
        return Duties.of(new Duty.Block(
                URI.create("https://news.example/legal"), new Duty.Why.Text(Map.of("en", "The law says so."))));
    }

    static Duties redirect(String to, int status) {
        return Duties.of(new Duty.Redirect(URI.create(to), status));
    }

    static HeaderChanges setting(String name) {
        return new HeaderChanges(List.of(new HeaderChanges.Field(name, "x")), List.of(), List.of());
    }

    static Duties headers(String name) {
        return Duties.headers(HeaderChanges.NONE, setting(name));
    }

    static Decision.Notice noticeOf(Rule rule, Rule... observed) {
        return new Decision.Notice(
                rule,
                (Duty.Notice) rule.duties().main().orElseThrow(),
                new Decision.Beside(List.of(), List.of(observed)));
    }

    static Decision pass(Decision.Reason reason, Rule rule, Rule... observed) {
        return new Decision.PassThrough(reason, rule, new Decision.Beside(List.of(), List.of(observed)));
    }

    static Rule.When everywhere() {
        return new Rule.When("audience", List.of(), List.of());
    }

    static Rule.When paths(List<String> only, List<String> not) {
        return new Rule.When(
                "audience",
                only.stream().map(PathGlob::new).toList(),
                not.stream().map(PathGlob::new).toList());
    }

    static Place known(String region) {
        return new Place.Known(Set.of(region), "XX", List.of("test"));
    }

    static Visit visit(String path) {
        return new Visit("news.example", "GET", path, NOON);
    }

    static Visit visit(Instant at) {
        return new Visit("news.example", "GET", "/", at);
    }
}
