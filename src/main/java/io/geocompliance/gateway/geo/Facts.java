package io.geocompliance.gateway.geo;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one source says of an address; what it does not say is empty, and a condition on it abstains.
 *
 * @param country ISO 3166-1 alpha-2, or empty
 * @param registeredCountry where the network is registered, ISO 3166-1 alpha-2, or empty
 * @param subdivisions full ISO 3166-2 codes, the largest first
 * @param asn the number of the autonomous system (RFC 6793) that announces it, or {@link #NO_ASN}
 * @param anonymity the ways in which it hides somebody, none of them for an ordinary line; empty where the source has no such flags
 */
public record Facts(
        String country,
        String registeredCountry,
        List<String> subdivisions,
        long asn,
        Optional<Set<Anonymity>> anonymity) {

    /** Reserved (RFC 7607), so nobody announces it. */
    public static final long NO_ASN = 0;

    static final Facts NONE = new Facts("", "", List.of());

    /** What an Anonymous IP file means by having no record of an address. */
    static final Facts ORDINARY = new Facts("", "", List.of(), NO_ASN, Optional.of(Set.of()));

    public Facts {
        subdivisions = List.copyOf(subdivisions);
        anonymity = anonymity.map(Set::copyOf);
    }

    /** Of the place alone. */
    public Facts(String country, String registeredCountry, List<String> subdivisions) {
        this(country, registeredCountry, subdivisions, NO_ASN, Optional.empty());
    }

    /** Whether the source says nothing of the place. */
    public boolean isSilent() {
        return country.isEmpty() && registeredCountry.isEmpty() && subdivisions.isEmpty();
    }

    /** The place alone: what a publisher's vote is made of. */
    Facts place() {
        return asn == NO_ASN && anonymity.isEmpty() ? this : new Facts(country, registeredCountry, subdivisions);
    }
}
