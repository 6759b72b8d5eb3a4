package io.geocompliance.gateway.config;

import io.geocompliance.gateway.geo.GeoSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether what rules, tests and regions refer to is there. */
record References(Problems problems) {

    void check(RulesFile.Said said, Set<String> notices, Optional<List<GeoSettings.Database>> databases) {
        Set<String> regions = new HashSet<>();
        said.regions().forEach(region -> regions.add(region.name()));
        Set<String> regionsUsed = new HashSet<>();
        Map<String, Position> ids = new HashMap<>();
        for (RulesFile.RuleSaid rule : said.rules()) {
            exists("region", rule.region(), regions);
            rule.notices().forEach(notice -> exists("notice", notice, notices));
            regionsUsed.add(rule.region().value());
            rule(rule, ids);
        }
        for (RuleTests.Said test : said.tests()) {
            if (!test.rule().value().equals(RuleTests.NONE)) {
                exists("rule", test.rule(), ids.keySet());
            }
            test.notice().ifPresent(notice -> exists("notice", notice, notices));
        }
        databases.filter(present -> !present.isEmpty()).ifPresent(present -> quorums(said.regions(), present));
        if (!problems.hasErrors()) {
            unused(said, regionsUsed);
        }
    }

    private void rule(RulesFile.RuleSaid rule, Map<String, Position> ids) {
        String id = rule.rule().id();
        if (id.equals(RuleTests.NONE)) {
            problems.error(rule.id(), "\"none\" can't be a rule's id: in tests it means that no rule acts.");
        }
        Position before = ids.putIfAbsent(id, rule.id());
        if (before != null) {
            problems.error(rule.id(), "the id \"" + id + "\" is another rule's: " + before + ".");
        }
    }

    private void exists(String kind, Located<String> name, Collection<String> known) {
        if (!known.contains(name.value())) {
            problems.error(
                    name.position(),
                    "there is no " + kind + " \"" + name.value() + "\"" + NearMiss.hint(name.value(), known));
        }
    }

    private void quorums(List<MapOf.Named<RegionLanguage.Body>> regions, List<GeoSettings.Database> databases) {
        long publishers = databases.stream()
                .map(GeoSettings.Database::publisher)
                .distinct()
                .count();
        for (MapOf.Named<RegionLanguage.Body> region : regions) {
            Optional<Located<Integer>> quorum = region.value().map(RegionLanguage.Body::quorum);
            if (quorum.isPresent() && quorum.get().value() > publishers) {
                problems.error(
                        quorum.get().position(),
                        "this region asks for %d sources, but the databases have %d publisher%s; it would never hold."
                                .formatted(quorum.get().value(), publishers, publishers == 1 ? "" : "s"));
            }
        }
    }

    private void unused(RulesFile.Said said, Set<String> regionsUsed) {
        for (MapOf.Named<RegionLanguage.Body> region : said.regions()) {
            if (!regionsUsed.contains(region.name())) {
                problems.warning(region.position(), "no rule speaks of the region \"" + region.name() + "\".");
            }
        }
        if (said.rules().isEmpty()) {
            problems.warning(said.position(), "there is no rule, so nothing is ever due.");
        }
    }
}
