package io.geocompliance.gateway.geo;

import java.util.Map;

/**
 * All that a region's conditions may look at when one publisher votes.
 *
 * @param place what the publisher says
 * @param network what is known of the network
 * @param regions how the regions that this one refers to came out
 */
public record Testimony(Facts place, NetworkFacts network, Map<String, Vote> regions) {

    public Testimony {
        regions = Map.copyOf(regions);
    }

    /** Of a place alone. */
    static Testimony of(Facts place) {
        return new Testimony(place, NetworkFacts.NONE, Map.of());
    }
}
