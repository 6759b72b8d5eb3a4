package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is known of networks beside places: who announces them, what they hide, which lists hold them, what operators call
 * them.
 *
 * <p>Only what a region asks for is told apart, so that a database of all autonomous systems does not divide the table.
 */
final class NetworkEvidence {

    /** Announced by somebody no region asks for. AS numbers are positive. */
    private static final long OTHER_ASN = -1;

    private static final int IN = 1;
    private static final int OUT = 0;

    private final List<Geofeed> feeds;
    private final Set<Long> askedAsns;
    private final boolean asksForAnonymity;

    /** By name; those that regions ask for. */
    private final Map<String, Family> lists = new LinkedHashMap<>();

    /** Both families of one cut. */
    private record Family(IpRanges v4, IpRanges v6) {
        IpRanges of(boolean isV4) {
            return isV4 ? v4 : v6;
        }
    }

    NetworkEvidence(List<Geofeed> feeds, List<GeoSettings.NetworkList> networkLists, List<Region> regions) {
        this.feeds = List.copyOf(feeds);
        this.askedAsns = Region.conditions(regions, Region.Expression.Asn.class)
                .flatMap(condition -> condition.numbers().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.asksForAnonymity = Region.conditions(regions, Region.Expression.Anonymous.class)
                .findAny()
                .isPresent();
        Region.conditions(regions, Region.Expression.Networks.class)
                .forEach(condition -> lists.putIfAbsent(condition.list(), painted(condition.prefixes())));
        Set<String> asked = Region.conditions(regions, Region.Expression.Listed.class)
                .map(Region.Expression.Listed::list)
                .collect(Collectors.toSet());
        networkLists.stream()
                .filter(list -> asked.contains(list.name()))
                .forEach(list -> lists.put(list.name(), painted(list.prefixes())));
        feeds.stream()
                .filter(feed -> asked.contains(feed.name()))
                .forEach(feed -> lists.put(feed.name(), covered(feed)));
    }

    private static Family painted(List<Prefix> prefixes) {
        return new Family(painted(prefixes, true), painted(prefixes, false));
    }

    private static IpRanges painted(List<Prefix> prefixes, boolean isV4) {
        return PrefixPaint.over(
                OUT,
                prefixes.stream()
                        .filter(prefix -> prefix.isV4() == isV4)
                        .map(prefix -> new PrefixPaint.Stroke(prefix, IN))
                        .toList());
    }

    /** A row that withdraws its prefix does not hold it. */
    private static Family covered(Geofeed feed) {
        return new Family(
                feed.rows(true).map(id -> feed.label(id).isEmpty() ? OUT : IN),
                feed.rows(false).map(id -> feed.label(id).isEmpty() ? OUT : IN));
    }

    /** What is known of one address. */
    NetworkFacts of(boolean isV4, long high, long low, List<Facts> said) {
        NetworkFacts found = NetworkFacts.NONE;
        for (Facts facts : said) {
            found = with(found, facts);
        }
        Set<String> holding = new HashSet<>();
        lists.forEach((name, family) -> {
            if (family.of(isV4).idOf(high, low) == IN) {
                holding.add(name);
            }
        });
        String label = "";
        for (Geofeed feed : feeds) {
            label = label.isEmpty() ? feed.label(feed.rows(isV4).idOf(high, low)) : label;
        }
        return new NetworkFacts(found.asn(), found.anonymity(), holding, label);
    }

    /** What is known of every address of a family, databases included, as ids of {@code all}. */
    IpRanges ranges(boolean isV4, List<Source> sources, Interned<NetworkFacts> all) {
        Function<NetworkMap, IpRanges> family = isV4 ? NetworkMap::v4 : NetworkMap::v6;
        IpRanges known = IpRanges.whole(all.idOf(NetworkFacts.NONE));
        for (Source source : sources) {
            NetworkMap networks = source.networks();
            if (speaksOfNetworks(networks)) {
                List<Facts> facts = networks.facts();
                known = IpRanges.join(
                        known, family.apply(networks), (before, id) -> all.idOf(with(all.get(before), facts.get(id))));
            }
        }
        for (Map.Entry<String, Family> list : lists.entrySet()) {
            known = IpRanges.join(
                    known,
                    list.getValue().of(isV4),
                    (before, in) -> in == IN ? all.idOf(listed(all.get(before), list.getKey())) : before);
        }
        for (Geofeed feed : feeds) {
            known = IpRanges.join(
                    known, feed.rows(isV4), (before, row) -> all.idOf(labelled(all.get(before), feed.label(row))));
        }
        return known;
    }

    private boolean speaksOfNetworks(NetworkMap networks) {
        return !askedAsns.isEmpty() && networks.facts().stream().anyMatch(facts -> facts.asn() != Facts.NO_ASN)
                || asksForAnonymity
                        && networks.facts().stream()
                                .anyMatch(facts -> facts.anonymity().isPresent());
    }

    /** The first source that says a thing is believed. */
    private NetworkFacts with(NetworkFacts before, Facts facts) {
        long asn = before.asn() == Facts.NO_ASN ? asked(facts.asn()) : before.asn();
        Optional<Set<Anonymity>> anonymity =
                asksForAnonymity && before.anonymity().isEmpty() ? facts.anonymity() : before.anonymity();
        return new NetworkFacts(asn, anonymity, before.lists(), before.label());
    }

    private long asked(long asn) {
        if (asn == Facts.NO_ASN || askedAsns.isEmpty()) {
            return Facts.NO_ASN;
        }
        return askedAsns.contains(asn) ? asn : OTHER_ASN;
    }

    private static NetworkFacts listed(NetworkFacts before, String list) {
        Set<String> lists = new HashSet<>(before.lists());
        lists.add(list);
        return new NetworkFacts(before.asn(), before.anonymity(), lists, before.label());
    }

    private static NetworkFacts labelled(NetworkFacts before, String label) {
        return label.isEmpty() || !before.label().isEmpty()
                ? before
                : new NetworkFacts(before.asn(), before.anonymity(), before.lists(), label);
    }

    /** One sentence for each thing that regions ask for and none of the sources can answer. */
    static List<String> unanswerable(List<Region> regions, List<Source> sources) {
        List<String> problems = new ArrayList<>();
        for (Region region : regions) {
            if (asks(region, Region.Expression.Asn.class) && nobody(sources, facts -> facts.asn() != Facts.NO_ASN)) {
                problems.add("Region " + region.name()
                        + " asks for autonomous systems, and no database names any: add an ASN"
                        + " database to geo.databases.");
            }
            if (asks(region, Region.Expression.Anonymous.class)
                    && nobody(sources, facts -> facts.anonymity().isPresent())) {
                problems.add(
                        "Region " + region.name() + " asks for anonymity, and no database tells it: add an Anonymous IP"
                                + " database to geo.databases.");
            }
        }
        return problems;
    }

    /** The regions for which it matters in which network an address is. */
    static List<Region> asking(List<Region> regions) {
        return regions.stream()
                .filter(region -> Stream.of(
                                Region.Expression.Asn.class,
                                Region.Expression.Anonymous.class,
                                Region.Expression.Networks.class,
                                Region.Expression.Listed.class)
                        .anyMatch(kind -> asks(region, kind)))
                .toList();
    }

    private static boolean asks(Region region, Class<? extends Region.Expression> kind) {
        return region.conditions(kind).findAny().isPresent();
    }

    private static boolean nobody(List<Source> sources, Predicate<Facts> says) {
        return sources.stream()
                .flatMap(source -> source.networks().facts().stream())
                .noneMatch(says);
    }
}
