package io.geocompliance.gateway.rules;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.Rule.Mode;
import io.geocompliance.gateway.rules.Rule.Undecided;
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
        return new Rule(
                id,
                effective,
                when,
                ON_DOUBT,
                new Rule.Duties("notice-of-" + id, Rule.Accessibility.DEFAULT),
                mode,
                new Rule.Provenance(null, null, null));
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
