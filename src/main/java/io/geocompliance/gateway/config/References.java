package io.geocompliance.gateway.config;

import io.geocompliance.gateway.geo.GeoSettings;
import io.geocompliance.gateway.geo.Region;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what rules, tests and regions refer to is there. */
record References(Problems problems) {

    void check(RulesFile.Said said, Set<String> notices, Optional<GeoSettings> geo) {
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
        checkTests(said.tests(), ids.keySet(), notices);
        said.regions().forEach(region -> refersToWhatIsThere(region, regions, geo));
        cycles(said.regions());
        geo.filter(present ->
                        !present.databases().isEmpty() || present.headers().isPresent())
                .ifPresent(present -> quorums(said.regions(), present));
        if (!problems.hasErrors()) {
            said.regions().forEach(region -> regionsUsed.addAll(referredTo(region)));
            unused(said, regionsUsed);
        }
    }

    /** Whether the rules and notices that tests expect are there. */
    void checkTests(List<RuleTests.Said> tests, Collection<String> rules, Collection<String> notices) {
        for (RuleTests.Said test : tests) {
            if (!test.rule().value().equals(RuleTests.NONE)) {
                exists("rule", test.rule(), rules);
            }
            test.notice().ifPresent(notice -> exists("notice", notice, notices));
            test.observed().ifPresent(rule -> exists("rule", rule, rules));
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

    private void refersToWhatIsThere(
            MapOf.Named<RegionLanguage.Body> region, Set<String> regions, Optional<GeoSettings> geo) {
        for (String name : referredTo(region)) {
            exists("region", new Located<>(name, region.position()), regions);
        }
        geo.ifPresent(settings -> {
            Set<String> lists = new HashSet<>();
            settings.networkLists().forEach(list -> lists.add(list.name()));
            settings.geofeeds().forEach(feed -> lists.add(feed.name()));
            conditions(region, Region.Expression.Listed.class)
                    .forEach(condition -> exists(
                            "network list or geofeed", new Located<>(condition.list(), region.position()), lists));
        });
    }

    /** A region that refers to itself, by whatever way, would have no answer. */
    private void cycles(List<MapOf.Named<RegionLanguage.Body>> regions) {
        Map<String, Set<String>> references = new HashMap<>();
        regions.forEach(region -> references.put(region.name(), referredTo(region)));
        for (MapOf.Named<RegionLanguage.Body> region : regions) {
            if (reaches(region.name(), region.name(), references, new HashSet<>())) {
                problems.error(
                        region.position(),
                        "the region \"" + region.name() + "\" refers to itself, by way of "
                                + String.join(", ", new TreeSet<>(references.get(region.name())))
                                + ".");
            }
        }
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> references, Set<String> seen) {
        for (String next : references.getOrDefault(from, Set.of())) {
            if (next.equals(to) || seen.add(next) && reaches(next, to, references, seen)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> referredTo(MapOf.Named<RegionLanguage.Body> region) {
        return conditions(region, Region.Expression.InRegion.class)
                .map(Region.Expression.InRegion::name)
                .collect(Collectors.toSet());
    }

    private static <T extends Region.Expression> Stream<T> conditions(
            MapOf.Named<RegionLanguage.Body> region, Class<T> kind) {
        return region.value().stream()
                .flatMap(body -> body.definition().leaves())
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private void quorums(List<MapOf.Named<RegionLanguage.Body>> regions, GeoSettings geo) {
        long publishers = Stream.of(
                        geo.databases().stream().map(GeoSettings.Database::publisher),
                        geo.geofeeds().stream()
                                .filter(feed -> feed.use() == GeoSettings.Use.VOTE)
                                .map(GeoSettings.Feed::name),
                        geo.headers().stream().map(GeoSettings.Headers::publisher))
                .flatMap(names -> names)
                .distinct()
                .count();
        for (MapOf.Named<RegionLanguage.Body> region : regions) {
            Optional<Located<Integer>> quorum = region.value().map(RegionLanguage.Body::quorum);
            if (quorum.isPresent() && quorum.get().value() > publishers) {
                problems.error(
                        quorum.get().position(),
                        "this region asks for %d sources, but geo has %d publisher%s; it would never hold."
                                .formatted(quorum.get().value(), publishers, publishers == 1 ? "" : "s"));
            }
        }
    }

    /** Caches that tell places apart by a header can't tell networks apart. */
    void addresses(List<MapOf.Named<RegionLanguage.Body>> regions) {
        for (MapOf.Named<RegionLanguage.Body> region : regions) {
            boolean asks = Stream.of(
                            Region.Expression.Asn.class,
                            Region.Expression.Anonymous.class,
                            Region.Expression.Networks.class,
                            Region.Expression.Listed.class)
                    .anyMatch(kind -> conditions(region, kind).findAny().isPresent());
            if (asks) {
                problems.error(
                        region.position(),
                        "this region asks in which network an address is, which caches can't tell apart by a header;"
                                + " with response.cache: vary-on-header regions ask for countries and subdivisions alone.");
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
