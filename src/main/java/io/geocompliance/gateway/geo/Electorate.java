package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what is said of an address into a place; the one code for the compiled table and for explanations. */
final class Electorate {

    static final Place UNKNOWN = new Place.Unknown(Place.Reason.UNKNOWN);
    static final Place RESERVED = new Place.Unknown(Place.Reason.RESERVED);

    /** Regions wholly or partly under Russian control: worth naming even where no rule asks for them. */
    private static final Set<String> OCCUPIED = Set.of("UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65");

    /** User-assigned in ISO 3166-1: an address that only an operator's list knows. */
    private static final String NAMELESS = "ZZ";

    /** Stands for every code that no region asks for; user-assigned too, so none can. */
    private static final String OTHER = "ZZ";

    private static final List<String> OTHER_SUBDIVISION = List.of("ZZ-ZZ");

    private final List<String> publishers;

    /** The place among {@link #publishers} of who speaks in header fields; none if nobody does. */
    private final OptionalInt inFront;

    private final List<Region> regions;
    private final Set<String> countries;
    private final Set<String> registeredCountries;

    /** The same, each behind those it refers to. */
    private final List<Region> inVotingOrder;

    private final Set<String> labels;

    /**
     * @param sources publishers of databases and geofeeds, in their order
     * @param inFront who speaks in header fields: one more publisher, or the last to be heard of one of those
     */
    Electorate(List<String> sources, Optional<String> inFront, List<Region> regions) {
        this.publishers =
                Stream.concat(sources.stream(), inFront.stream()).distinct().toList();
        this.inFront = inFront.stream().mapToInt(publishers::indexOf).findFirst();
        this.regions = List.copyOf(regions);
        this.countries = codes(regions, Region.Expression.Country.class, Region.Expression.Country::codes);
        this.registeredCountries =
                codes(regions, Region.Expression.RegisteredCountry.class, Region.Expression.RegisteredCountry::codes);
        this.inVotingOrder = VotingOrder.of(regions);
        Set<String> named = new HashSet<>(OCCUPIED);
        named.addAll(codes(regions, Region.Expression.Subdivision.class, Region.Expression.Subdivision::codes));
        this.labels = Set.copyOf(named);
    }

    private static <T extends Region.Expression> Set<String> codes(
            List<Region> regions, Class<T> kind, Function<T, Set<String>> codes) {
        return Region.conditions(regions, kind)
                .flatMap(condition -> codes.apply(condition).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Everybody who has a vote. */
    List<String> publishers() {
        return publishers;
    }

    boolean hearsSomebodyInFront() {
        return inFront.isPresent();
    }

    /** What somebody in front could say that a region asks for, one code each. */
    List<Facts> words() {
        Stream<Facts> named = countries.stream().map(country -> new Facts(country, "", List.of()));
        Stream<Facts> parts =
                codes(regions, Region.Expression.Subdivision.class, Region.Expression.Subdivision::codes).stream()
                        .map(code -> new Facts(code.substring(0, 2), "", List.of(code)));
        return inFront.isEmpty() ? List.of() : Stream.concat(named, parts).toList();
    }

    /** How one region came out. */
    record Poll(Region region, Map<String, Vote> votes) {

        boolean holds() {
            return count(Vote.YES) >= region.quorum();
        }

        /** What a region that refers to this one hears: an abstention while enough publishers are silent to turn it. */
        Vote outcome() {
            if (holds()) {
                return Vote.YES;
            }
            return count(Vote.YES) + count(Vote.ABSTAIN) >= region.quorum() ? Vote.ABSTAIN : Vote.NO;
        }

        private long count(Vote wanted) {
            return votes.values().stream().filter(vote -> vote == wanted).count();
        }
    }

    /**
     * What decides the place of an address that is not reserved.
     *
     * @param said the {@link #essence} of what each publisher of a source says, in their order
     */
    Ballot ballot(List<Facts> said, NetworkFacts network) {
        Place place = place(heard(said, Facts.NONE), network);
        return inFront.isPresent() ? new Ballot(place, said, network) : new Ballot(place, List.of(), NetworkFacts.NONE);
    }

    /** The place of an address of which somebody in front says something. */
    Place place(Ballot ballot, Facts told) {
        return ballot.equals(Ballot.RESERVED)
                ? Electorate.RESERVED
                : place(heard(ballot.said(), told), ballot.network());
    }

    /** What each publisher says; who is in front speaks where its databases are silent. */
    List<Facts> heard(List<Facts> said, Facts told) {
        List<Facts> heard = new ArrayList<>(said);
        while (heard.size() < publishers.size()) {
            heard.add(Facts.NONE);
        }
        inFront.ifPresent(voice -> heard.set(voice, Publisher.speaking(List.of(heard.get(voice), told))));
        return heard;
    }

    /** The same for regions and labels, in fewer different words. */
    List<Facts> essence(List<Facts> said) {
        List<Facts> essence = new ArrayList<>();
        boolean named = false; // the first country may be the label
        for (Facts facts : said) {
            String country = facts.country();
            List<String> subdivisions =
                    facts.subdivisions().stream().filter(labels::contains).toList();
            essence.add(new Facts(
                    named ? asked(country, countries) : country,
                    asked(facts.registeredCountry(), registeredCountries),
                    subdivisions.isEmpty() && !facts.subdivisions().isEmpty() ? OTHER_SUBDIVISION : subdivisions));
            named |= !country.isEmpty();
        }
        return essence;
    }

    private static String asked(String code, Set<String> codes) {
        return code.isEmpty() || codes.contains(code) ? code : OTHER;
    }

    private Place place(List<Facts> said, NetworkFacts network) {
        Set<String> held = new LinkedHashSet<>();
        Set<String> deciding = new HashSet<>();
        for (Poll poll : polls(said, network)) {
            if (poll.holds()) {
                held.add(poll.region().name());
                poll.votes().forEach((publisher, vote) -> {
                    if (vote == Vote.YES) {
                        deciding.add(publisher);
                    }
                });
            }
        }
        boolean placed = said.stream().anyMatch(facts -> !facts.country().isEmpty());
        if (!placed && held.isEmpty()) {
            return UNKNOWN;
        }
        return new Place.Known(held, label(said, network), held.isEmpty() ? placing(said) : inOrder(deciding));
    }

    /** Every region's poll, in the order of the configuration. */
    List<Poll> polls(List<Facts> said, NetworkFacts network) {
        Map<String, Poll> polls = new LinkedHashMap<>();
        Map<String, Vote> outcomes = new LinkedHashMap<>();
        for (Region region : inVotingOrder) {
            Poll poll = new Poll(region, votes(region, said, network, outcomes));
            polls.put(region.name(), poll);
            outcomes.put(region.name(), poll.outcome());
        }
        return regions.stream().map(region -> polls.get(region.name())).toList();
    }

    /** One vote per publisher. */
    private Map<String, Vote> votes(Region region, List<Facts> said, NetworkFacts network, Map<String, Vote> outcomes) {
        Map<String, Vote> votes = new LinkedHashMap<>();
        for (int i = 0; i < publishers.size(); i++) {
            votes.put(publishers.get(i), region.definition().vote(new Testimony(said.get(i), network, outcomes)));
        }
        return votes;
    }

    /** The operator's name for it, else the first subdivision worth naming, else the first country; reads no vote and changes none. */
    private String label(List<Facts> said, NetworkFacts network) {
        if (!network.label().isEmpty()) {
            return network.label();
        }
        return said.stream()
                .flatMap(facts -> facts.subdivisions().stream())
                .filter(labels::contains)
                .findFirst()
                .orElseGet(() -> said.stream()
                        .map(Facts::country)
                        .filter(country -> !country.isEmpty())
                        .findFirst()
                        .orElse(NAMELESS));
    }

    private List<String> placing(List<Facts> said) {
        List<String> placing = new ArrayList<>();
        for (int i = 0; i < publishers.size(); i++) {
            if (!said.get(i).country().isEmpty()) {
                placing.add(publishers.get(i));
            }
        }
        return placing;
    }

    private List<String> inOrder(Set<String> some) {
        return publishers.stream().filter(some::contains).toList();
    }
}
