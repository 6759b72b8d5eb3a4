package io.geocompliance.gateway.geo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ISO 3166-2 codes for the subdivision names of flat city files, keyed by the country the file gives with them.
 *
 * <p>Only names of subdivisions are here, never of cities: there is a Donetsk in Rostov oblast. The files spell one region in
 * several ways and put Crimea, Sevastopol and parts of Luhansk under RU; the code is ISO's all the same. Under RU, therefore, a bare
 * name that is also a Russian city's is left out.
 */
final class SubdivisionNames {

    private static final Map<String, String> CODES = codes();

    private SubdivisionNames() {}

    /** The codes for a name: one, or none where the name is not known. */
    static List<String> codes(String country, String name) {
        String code = CODES.get(country + '/' + name);
        return code == null ? List.of() : List.of(code);
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        List<String> both = List.of("UA", "RU");
        put(codes, "UA-43", both, List.of("Crimea", "Republic of Crimea", "Autonomous Republic of Crimea"));
        put(codes, "UA-43", both, List.of("Krym", "Respublika Krym", "Avtonomna Respublika Krym"));
        put(codes, "UA-40", both, List.of("Sevastopol", "Sevastopol City", "City of Sevastopol", "Misto Sevastopol"));
        put(codes, "UA-40", both, List.of("Sevastopol'", "Gorod Sevastopol", "Gorod Sevastopol'"));
        put(codes, "UA-14", both, List.of("Donetsk Oblast", "Donetska Oblast", "Donetska", "Donets'ka Oblast'"));
        put(codes, "UA-14", List.of("UA"), List.of("Donetsk", "Donets'k"));
        put(codes, "UA-09", both, List.of("Luhansk Oblast", "Luhanska Oblast", "Luhanska", "Luhans'ka Oblast'"));
        put(codes, "UA-09", both, List.of("Luhansk", "Luhans'k", "Lugansk", "Lugansk Oblast"));
        put(codes, "UA-23", both, List.of("Zaporizhzhia Oblast", "Zaporizhia Oblast", "Zaporizhzhya Oblast"));
        put(
                codes,
                "UA-23",
                both,
                List.of("Zaporizhzhia", "Zaporizhia", "Zaporizhzhya", "Zaporizka", "Zaporizka Oblast"));
        put(codes, "UA-65", both, List.of("Kherson Oblast", "Khersonska Oblast", "Khersonska", "Khersons'ka Oblast'"));
        put(codes, "UA-65", both, List.of("Kherson"));
        return Map.copyOf(codes);
    }

    private static void put(Map<String, String> codes, String code, List<String> countries, List<String> names) {
        for (String country : countries) {
            for (String name : names) {
                codes.put(country + '/' + name, code);
            }
        }
    }
}
