package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what the publishers say of an address into a place; the one code for the compiled table and for explanations. */
final class Electorate {

    static final Place UNKNOWN = new Place.Unknown(Place.Reason.UNKNOWN);
    static final Place RESERVED = new Place.Unknown(Place.Reason.RESERVED);

    /** Regions wholly or partly under Russian control: worth naming even where no rule asks for them. */
    private static final Set<String> OCCUPIED = Set.of("UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65");

    private final List<String> publishers;
    private final List<Region> regions;
    private final Set<String> labels;

    Electorate(List<String> publishers, List<Region> regions) {
        this.publishers = List.copyOf(publishers);
        this.regions = List.copyOf(regions);
        Set<String> named = new HashSet<>(OCCUPIED);
        regions.forEach(region -> named.addAll(region.definition().subdivisions()));
        this.labels = Set.copyOf(named);
    }

    List<Region> regions() {
        return regions;
    }

    /**
     * The place of an address that is not reserved.
     *
     * @param said by each publisher, in their order
     */
    Place place(List<Facts> said) {
        if (said.stream().allMatch(facts -> facts.country().isEmpty())) {
            return UNKNOWN;
        }
        Set<String> held = new LinkedHashSet<>();
        Set<String> deciding = new HashSet<>();
        for (Region region : regions) {
            Map<String, Vote> votes = votes(region, said);
            if (holds(region, votes)) {
                held.add(region.name());
                votes.forEach((publisher, vote) -> {
                    if (vote == Vote.YES) {
                        deciding.add(publisher);
                    }
                });
            }
        }
        return new Place.Known(held, label(said), held.isEmpty() ? placing(said) : inOrder(deciding));
    }

    /** One vote per publisher. */
    Map<String, Vote> votes(Region region, List<Facts> said) {
        Map<String, Vote> votes = new LinkedHashMap<>();
        for (int i = 0; i < publishers.size(); i++) {
            votes.put(publishers.get(i), region.definition().vote(said.get(i)));
        }
        return votes;
    }

    static boolean holds(Region region, Map<String, Vote> votes) {
        return votes.values().stream().filter(vote -> vote == Vote.YES).count() >= region.quorum();
    }

    /** The first subdivision worth naming, else the first country; reads no vote and changes none. */
    private String label(List<Facts> said) {
        return said.stream()
                .flatMap(facts -> facts.subdivisions().stream())
                .filter(labels::contains)
                .findFirst()
                .orElseGet(() -> said.stream()
                        .map(Facts::country)
                        .filter(country -> !country.isEmpty())
                        .findFirst()
                        .orElseThrow());
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
