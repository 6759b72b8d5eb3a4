package io.geocompliance.gateway.geo;

import java.util.List;

/**
 * What one database says of an address; what it does not say is empty, and a condition on it abstains.
 *
 * @param country ISO 3166-1 alpha-2, or empty
 * @param registeredCountry where the network is registered, ISO 3166-1 alpha-2, or empty
 * @param subdivisions full ISO 3166-2 codes, the largest first
 */
public record Facts(String country, String registeredCountry, List<String> subdivisions) {

    static final Facts NONE = new Facts("", "", List.of());

    public Facts {
        subdivisions = List.copyOf(subdivisions);
    }

    /** Whether the database says nothing at all. */
    public boolean isSilent() {
        return country.isEmpty() && registeredCountry.isEmpty() && subdivisions.isEmpty();
    }
}
