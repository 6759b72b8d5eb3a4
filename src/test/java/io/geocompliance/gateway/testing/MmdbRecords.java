package io.geocompliance.gateway.testing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records as the kinds of geography files lay them out. */
public final class MmdbRecords {

    private MmdbRecords() {}

    /** GeoIP2: registered country too; an empty country is left out. */
    public static Map<String, Object> nested(String country, String registered, String... subdivisions) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("city", Map.of("names", Map.of("en", "Somewhere")));
        if (!country.isEmpty()) {
            fields.put("country", Map.of("iso_code", country, "names", Map.of("en", "Name of " + country)));
        }
        fields.put("location", Map.of("accuracy_radius", MmdbWriter.Unsigned.int16(500), "latitude", 45.5));
        if (!registered.isEmpty()) {
            fields.put("registered_country", Map.of("iso_code", registered));
        }
        if (subdivisions.length > 0) {
            fields.put(
                    "subdivisions",
                    Arrays.stream(subdivisions)
                            .map(code -> Map.of("iso_code", code))
                            .toList());
        }
        return fields;
    }

    /** Flat: the country alone. */
    public static Map<String, Object> flat(String country) {
        return Map.of("country_code", country);
    }

    /** Flat: country, name of the subdivision, name of the city; absent is empty. */
    public static Map<String, Object> flatCity(String country, String subdivision, String city) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("city", city);
        fields.put("country_code", country);
        fields.put("latitude", 44.6);
        fields.put("state1", subdivision);
        return fields;
    }

    /** GeoLite2 ASN: the system that announces a network. */
    public static Map<String, Object> asn(long number) {
        return Map.of("autonomous_system_number", MmdbWriter.Unsigned.int32(number));
    }
}
