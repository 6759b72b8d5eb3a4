package io.geocompliance.gateway.geo;

import java.util.List;

/**
 * Everything of an address that decides its place: what the table keeps for all addresses of which the same is known.
 *
 * @param place where nobody in front says anything
 * @param said by each publisher, cut to what regions and labels can tell apart; empty where nobody in front could say more
 * @param network the same for every vote
 */
record Ballot(Place place, List<Facts> said, NetworkFacts network) {

    /** Stays where it is, whatever somebody in front says. */
    static final Ballot RESERVED = new Ballot(Electorate.RESERVED, List.of(), NetworkFacts.NONE);

    Ballot {
        said = List.copyOf(said);
    }
}
