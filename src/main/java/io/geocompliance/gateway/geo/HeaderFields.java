package io.geocompliance.gateway.geo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what a CDN says of a visitor's place.
 *
 * <p>Only ISO codes are a place. Cloudflare's {@code XX} (not known) and {@code T1} (Tor), the {@code EU} and {@code AP} of old
 * databases, and a field that comes twice, say nothing: then the databases decide, or the rule's {@code on: unknown}.
 */
final class HeaderFields {

    private static final int COUNTRY_LETTERS = 2;

    private HeaderFields() {}

    /** @param lines all values of the named field, one per line */
    static Facts read(GeoSettings.Headers fields, Function<String, List<String>> lines) {
        String country = only(lines.apply(fields.country())).orElse("");
        if (!IsoCodes.isCountry(country)) {
            return Facts.NONE;
        }
        List<String> subdivisions = fields.subdivision()
                .flatMap(field -> only(lines.apply(field)))
                .map(said -> full(country, said))
                .filter(IsoCodes::isSubdivision)
                .map(List::of)
                .orElse(List.of());
        return new Facts(country, "", subdivisions);
    }

    /** CDNs send what follows the hyphen of ISO 3166-2: 43 beside the country UA is UA-43. */
    private static String full(String country, String said) {
        boolean isFull = said.startsWith(country + '-') && said.length() > COUNTRY_LETTERS + 1;
        return isFull ? said : country + '-' + said;
    }

    private static Optional<String> only(List<String> lines) {
        return lines.size() == 1 ? Optional.of(lines.get(0).strip().toUpperCase(Locale.ROOT)) : Optional.empty();
    }
}
