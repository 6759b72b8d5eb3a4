package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import io.geocompliance.gateway.geo.Anonymity;
import io.geocompliance.gateway.geo.IsoCodes;
import io.geocompliance.gateway.geo.Prefix;
import io.geocompliance.gateway.geo.Region.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How regions are written: conditions joined by {@code any}, {@code all} and {@code not}, and how many sources must agree. */
final class RegionLanguage {

    /**
     * A region without its name.
     *
     * @param quorum how many publishers must say so
     * @param definition what they must say
     */
    record Body(Located<Integer> quorum, Expression definition) {}

    private static final long MAX_ASN = 0xFFFF_FFFFL;

    static final Scalar<String> COUNTRY_CODE = new Scalar<>(
            "a country code of ISO 3166-1 such as RU",
            Map.of("type", "string", "pattern", "^[A-Z]{2}$"),
            RegionLanguage::country);

    static final Scalar<String> SUBDIVISION_CODE = new Scalar<>(
            "a full subdivision code of ISO 3166-2 such as UA-43",
            Map.of("type", "string", "pattern", "^[A-Z]{2}-[A-Z0-9]{1,3}$"),
            RegionLanguage::subdivision);

    static final Scalar<Long> ASN_NUMBER = new Scalar<>(
            "the number of an autonomous system such as 64500",
            Map.of("type", List.of("integer", "string"), "pattern", "^(?:AS)?[1-9][0-9]{0,9}$"),
            RegionLanguage::asn);

    private static final String CONDITION = "a condition such as {country: RU}";

    private static final Shape<Expression> NESTED =
            new Deferred<>("condition", CONDITION, () -> RegionLanguage.CONDITIONS);

    private static final Shape<Set<String>> COUNTRIES = ListOf.oneOrMore(
                    "a country code such as RU, or a list of them", COUNTRY_CODE)
            .map(Set::copyOf);

    private static final Shape<Set<String>> SUBDIVISIONS = ListOf.oneOrMore(
                    "a subdivision code such as UA-43, or a list of them", SUBDIVISION_CODE)
            .map(Set::copyOf);

    private static final Shape<Set<Long>> NUMBERS = ListOf.oneOrMore(
                    "the number of an autonomous system such as 64500, or a list of them", ASN_NUMBER)
            .map(Set::copyOf);

    private static final Shape<Set<Anonymity>> WAYS = ListOf.oneOrMore(
                    "any, or ways to hide such as vpn and tor",
                    Scalar.oneOf(
                            Arrays.stream(Anonymity.values()).collect(Collectors.toMap(Anonymity::word, way -> way))))
            .map(Set::copyOf);

    /** A prefix, or the name of a list of prefixes. */
    private static final Shape<Expression> NETWORKS = ListOf.oneOrMore(
                    "a network such as 203.0.113.0/24, the name of a network list, or a list of them",
                    new Scalar<>(
                            "a network such as 203.0.113.0/24, or the name of a list under geo.networkLists",
                            Map.of("type", "string", "minLength", 1),
                            RegionLanguage::network))
            .map(RegionLanguage::networks);

    private static final List<Key<? extends Expression>> OPERATORS = List.of(
            Key.optional(
                    "any",
                    ListOf.some("a list of conditions", NESTED).map(Expression.Any::new),
                    "At least one of these conditions holds."),
            Key.optional(
                    "all",
                    ListOf.some("a list of conditions", NESTED).map(Expression.All::new),
                    "Every one of these conditions holds."),
            Key.optional(
                    "not",
                    NESTED.map(Expression.Not::new),
                    "The condition does not hold. Where a database lacks the field it asks for, that database abstains."),
            Key.optional(
                    "country",
                    COUNTRIES.map(Expression.Country::new),
                    "The country is one of these (ISO 3166-1 alpha-2)."),
            Key.optional(
                    "registeredCountry",
                    COUNTRIES.map(Expression.RegisteredCountry::new),
                    "The country where the network is registered is one of these. Only MaxMind's own files say it."),
            Key.optional(
                    "registered_country",
                    COUNTRIES.map(Expression.RegisteredCountry::new),
                    "The same as `registeredCountry`, as the databases spell it."),
            Key.optional(
                    "subdivision",
                    SUBDIVISIONS.map(Expression.Subdivision::new),
                    "A subdivision is one of these: full ISO 3166-2 codes, since bare ones mean something in many countries."),
            Key.optional(
                    "asn",
                    NUMBERS.map(Expression.Asn::new),
                    "An autonomous system with one of these numbers announces the network. Needs an ASN database."),
            Key.optional(
                    "anonymous",
                    WAYS.map(Expression.Anonymous::new),
                    "The address hides somebody in one of these ways. Needs an Anonymous IP database; one without a record of the"
                            + " address says no."),
            Key.optional(
                    "cidr",
                    NETWORKS,
                    "The address lies in one of these networks, written here or by the name of a list under `geo.networkLists`."
                            + " Special-purpose addresses stay reserved all the same."),
            Key.optional(
                    "geofeed",
                    Scalars.NAME.map(Expression.Listed::new),
                    "A row of the geofeed of this name, under `geo.geofeeds`, places the address."),
            Key.optional(
                    "region", Scalars.NAME.map(Expression.InRegion::new), "Another region holds, by its own sources."));

    /** One condition. */
    static final Section<Expression> CONDITIONS = new Section<>(
            CONDITION, List.copyOf(OPERATORS), Map.of("minProperties", 1, "maxProperties", 1), RegionLanguage::only);

    private static final Key<Located<Integer>> SOURCES = Key.defaulted(
            "sources",
            Located.of(new Scalar<>(
                    "any, or quorum and a number as in \"quorum 2\"",
                    Map.of("type", "string", "pattern", "^(?:any|quorum [1-9][0-9]{0,2})$"),
                    RegionLanguage::quorum)),
            "any",
            "How many publishers of databases must place an address here: `any` is one, `quorum N` is at least N. More than there"
                    + " are is refused, since it would hold for nobody.");

    /** A region's body: one condition, and its sources. */
    static final Section<Body> REGION = new Section<>(
            "a region: one condition, and its sources if one is not enough",
            Stream.<Key<?>>concat(Stream.of(SOURCES), OPERATORS.stream()).toList(),
            Map.of("minProperties", 1, "maxProperties", 2),
            fields -> only(fields).map(definition -> new Body(fields.get(SOURCES), definition)));

    private RegionLanguage() {}

    /** Two conditions side by side could mean any or all; so exactly one may stand. */
    private static Optional<Expression> only(Fields fields) {
        List<String> written = OPERATORS.stream()
                .map(Key::name)
                .filter(fields.mapping().entries()::containsKey)
                .toList();
        if (written.size() == 1) {
            return OPERATORS.stream()
                    .flatMap(key -> fields.find(key).stream())
                    .map(Expression.class::cast)
                    .findFirst();
        }
        fields.reading()
                .problems()
                .error(
                        fields.mapping().position(),
                        written.isEmpty()
                                ? "no condition stands here; expected one of "
                                        + String.join(
                                                ", ",
                                                OPERATORS.stream()
                                                        .map(Key::name)
                                                        .toList()) + "."
                                : String.join(" and ", written)
                                        + " stand side by side; say whether any or all of them must hold, as in"
                                        + " all: [{…}, {…}].");
        return Optional.empty();
    }

    private static Optional<Integer> quorum(String text) {
        if (text.equals("any")) {
            return Optional.of(1);
        }
        return text.matches("quorum [1-9][0-9]{0,2}")
                ? Optional.of(Integer.parseInt(text.substring("quorum ".length())))
                : Optional.empty();
    }

    private static Optional<String> country(String code) {
        if (IsoCodes.isCountry(code)) {
            return Optional.of(code);
        }
        if (IsoCodes.isCountry(code.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "country codes are upper case: write \"" + code.toUpperCase(Locale.ROOT) + "\".");
        }
        return Optional.empty();
    }

    private static Optional<Long> asn(String text) {
        String digits = text.startsWith("AS") ? text.substring(2) : text;
        if (!digits.matches("[1-9][0-9]{0,9}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits);
        if (number > MAX_ASN) {
            throw new IllegalArgumentException("AS numbers have 32 bits (RFC 6793); " + number + " is too high.");
        }
        return Optional.of(number);
    }

    private static Optional<Expression> network(String text) {
        if (text.contains("/") || text.contains(":")) {
            return Optional.of(new Expression.Networks(List.of(NetworkFiles.prefix(Cidr.parse(text)))));
        }
        return Scalars.NAME.parse().apply(text).map(Expression.Listed::new);
    }

    /** Networks that stand beside each other become one condition, under one name. */
    private static Expression networks(List<Expression> said) {
        List<Prefix> prefixes = said.stream()
                .filter(Expression.Networks.class::isInstance)
                .flatMap(networks -> ((Expression.Networks) networks).prefixes().stream())
                .toList();
        List<Expression> all = new ArrayList<>(
                said.stream().filter(Expression.Listed.class::isInstance).toList());
        if (!prefixes.isEmpty()) {
            all.add(new Expression.Networks(prefixes));
        }
        return all.size() == 1 ? all.get(0) : new Expression.Any(all);
    }

    private static Optional<String> subdivision(String code) {
        if (IsoCodes.isSubdivision(code)) {
            return Optional.of(code);
        }
        if (code.matches("[A-Z]{2}-[A-Z0-9]{1,3}")) {
            throw new IllegalArgumentException("ISO 3166-2 has no subdivision \"" + code + "\""
                    + NearMiss.of(code, IsoCodes.subdivisions())
                            .map(near -> "; did you mean \"" + near + "\"?")
                            .orElse("."));
        }
        return Optional.empty();
    }
}
