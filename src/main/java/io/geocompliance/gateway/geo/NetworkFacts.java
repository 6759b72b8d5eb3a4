package io.geocompliance.gateway.geo;

import java.util.Optional;
import java.util.Set;

/**
 * What is known of an address's network, whoever places it: nobody votes on it, and it is the same for every publisher's vote.
 *
 * <p>Who announces a network, or whether an operator listed it, is no opinion on where it is.
 *
 * @param asn of the first source that names one, or {@link Facts#NO_ASN}
 * @param anonymity of the first source that has the flags; empty where none has
 * @param lists names of the operator's network lists and geofeeds that hold it
 * @param label what an operator's geofeed calls the place, or empty; never looked at by a vote
 */
public record NetworkFacts(long asn, Optional<Set<Anonymity>> anonymity, Set<String> lists, String label) {

    static final NetworkFacts NONE = new NetworkFacts(Facts.NO_ASN, Optional.empty(), Set.of(), "");

    public NetworkFacts {
        anonymity = anonymity.map(Set::copyOf);
        lists = Set.copyOf(lists);
    }
}
