package io.geocompliance.gateway.geo;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which country and subdivision codes exist, for checking configurations.
 *
 * <p>Countries are those of the JDK. Subdivisions of Ukraine and Russia are ISO 3166-2's full lists, so that codes which ISO does not
 * have (RU-CR, RU-SEV) are refused; those of other countries are checked for their form.
 */
public final class IsoCodes {

    private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final Map<String, Set<String>> SUBDIVISIONS = Map.of(
            "UA",
            listed("UA", "05 07 09 12 14 18 21 23 26 30 32 35 40 43 46 48 51 53 56 59 61 63 65 68 71 74 77"),
            "RU",
            listed("RU", """
                    AD AL ALT AMU ARK AST BA BEL BRY BU CE CHE CHU CU DA IN IRK IVA KAM KB KC KDA KEM KGD KGN KHA KHM KIR \
                    KK KL KLU KO KOS KR KRS KYA LEN LIP MAG ME MO MOS MOW MUR NEN NGR NIZ NVS OMS ORE ORL PER PNZ PRI PSK \
                    ROS RYA SA SAK SAM SAR SE SMO SPE STA SVE TA TAM TOM TUL TVE TY TYU UD ULY VGG VLA VLG VOR YAN YAR YEV \
                    ZAB"""));

    private IsoCodes() {}

    /** Whether this is an ISO 3166-1 alpha-2 code, in upper case. */
    public static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    /** Whether this is a full ISO 3166-2 code, in upper case, such as UA-43; a bare 43 is not. */
    public static boolean isSubdivision(String code) {
        if (!SUBDIVISION.matcher(code).matches()) {
            return false;
        }
        String country = code.substring(0, 2);
        Set<String> known = SUBDIVISIONS.get(country);
        return known == null ? isCountry(country) : known.contains(code);
    }

    /** All country codes, sorted; candidates for a near miss. */
    public static Set<String> countries() {
        return new TreeSet<>(COUNTRIES);
    }

    /** The subdivision codes that are listed here, sorted; candidates for a near miss. */
    public static Set<String> subdivisions() {
        Set<String> all = new TreeSet<>();
        SUBDIVISIONS.values().forEach(all::addAll);
        return all;
    }

    private static Set<String> listed(String country, String parts) {
        Set<String> codes = new TreeSet<>();
        for (String part : parts.split(" ", -1)) {
            codes.add(country + '-' + part);
        }
        return Set.copyOf(codes);
    }
}
