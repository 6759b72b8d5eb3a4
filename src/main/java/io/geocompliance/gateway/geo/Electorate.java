package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what is said of an address into a place; the one code for the compiled table and for explanations. */
final class Electorate {

    static final Place UNKNOWN = new Place.Unknown(Place.Reason.UNKNOWN);
    static final Place RESERVED = new Place.Unknown(Place.Reason.RESERVED);

    /** Regions wholly or partly under Russian control: worth naming even where no rule asks for them. */
    private static final Set<String> OCCUPIED = Set.of("UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65");

    /** User-assigned in ISO 3166-1: an address that only an operator's list knows. */
    private static final String NAMELESS = "ZZ";

    private final List<String> publishers;
    private final List<Region> regions;

    /** The same, each behind those it refers to. */
    private final List<Region> inVotingOrder;

    private final Set<String> labels;

    Electorate(List<String> publishers, List<Region> regions) {
        this.publishers = List.copyOf(publishers);
        this.regions = List.copyOf(regions);
        this.inVotingOrder = VotingOrder.of(regions);
        Set<String> named = new HashSet<>(OCCUPIED);
        Region.conditions(regions, Region.Expression.Subdivision.class)
                .forEach(condition -> named.addAll(condition.codes()));
        this.labels = Set.copyOf(named);
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
     * The place of an address that is not reserved.
     *
     * @param said by each publisher, in their order
     */
    Place place(List<Facts> said, NetworkFacts network) {
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
