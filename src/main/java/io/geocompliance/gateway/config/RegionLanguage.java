package io.geocompliance.gateway.config;

import io.geocompliance.gateway.geo.IsoCodes;
import io.geocompliance.gateway.geo.Region.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final String CONDITION = "a condition such as {country: RU}";

    private static final Shape<Expression> NESTED =
            new Deferred<>("condition", CONDITION, () -> RegionLanguage.CONDITIONS);

    private static final Shape<Set<String>> COUNTRIES = ListOf.oneOrMore(
                    "a country code such as RU, or a list of them",
                    new Scalar<>(
                            "a country code of ISO 3166-1 such as RU",
                            Map.of("type", "string", "pattern", "^[A-Z]{2}$"),
                            RegionLanguage::country))
            .map(Set::copyOf);

    private static final Shape<Set<String>> SUBDIVISIONS = ListOf.oneOrMore(
                    "a subdivision code such as UA-43, or a list of them",
                    new Scalar<>(
                            "a full subdivision code of ISO 3166-2 such as UA-43",
                            Map.of("type", "string", "pattern", "^[A-Z]{2}-[A-Z0-9]{1,3}$"),
                            RegionLanguage::subdivision))
            .map(Set::copyOf);

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
                    "A subdivision is one of these: full ISO 3166-2 codes, since bare ones mean something in many countries."));

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
