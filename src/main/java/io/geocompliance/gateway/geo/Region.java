package io.geocompliance.gateway.geo;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A named set of places that rules speak of.
 *
 * @param name as rules refer to it
 * @param quorum how many publishers must say so; 1 is {@code sources: any}
 * @param definition evaluated per publisher, three-valued
 */
public record Region(String name, int quorum, Expression definition) {

    /** Of its conditions, those of one kind, at any depth. */
    <T extends Expression> Stream<T> conditions(Class<T> kind) {
        return definition.leaves().filter(kind::isInstance).map(kind::cast);
    }

    /** The conditions of one kind that any of these regions asks for. */
    static <T extends Expression> Stream<T> conditions(Collection<Region> regions, Class<T> kind) {
        return regions.stream().flatMap(region -> region.conditions(kind));
    }

    /**
     * A condition on what one publisher says of an address, or on its network.
     *
     * <p>What is not said abstains, be it that the source has no such field or that this record leaves it empty; an abstention is no
     * vote for a region, under {@code not} neither.
     */
    public sealed interface Expression {

        /** Whether the condition holds of what was said. */
        Vote vote(Testimony testimony);

        /** The conditions it is made of that are made of no others. */
        default Stream<Expression> leaves() {
            return Stream.of(this);
        }

        /** The country is one of these (ISO 3166-1 alpha-2). */
        record Country(Set<String> codes) implements Expression {
            public Country {
                codes = Set.copyOf(codes);
            }

            @Override
            public Vote vote(Testimony testimony) {
                String country = testimony.place().country();
                return country.isEmpty() ? Vote.ABSTAIN : Vote.of(codes.contains(country));
            }
        }

        /** The country where the network is registered is one of these (ISO 3166-1 alpha-2). */
        record RegisteredCountry(Set<String> codes) implements Expression {
            public RegisteredCountry {
                codes = Set.copyOf(codes);
            }

            @Override
            public Vote vote(Testimony testimony) {
                String country = testimony.place().registeredCountry();
                return country.isEmpty() ? Vote.ABSTAIN : Vote.of(codes.contains(country));
            }
        }

        /** A subdivision is one of these (full ISO 3166-2, such as UA-43). */
        record Subdivision(Set<String> codes) implements Expression {
            public Subdivision {
                codes = Set.copyOf(codes);
            }

            @Override
            public Vote vote(Testimony testimony) {
                List<String> subdivisions = testimony.place().subdivisions();
                return subdivisions.isEmpty()
                        ? Vote.ABSTAIN
                        : Vote.of(subdivisions.stream().anyMatch(codes::contains));
            }
        }

        /** The network is announced by one of these autonomous systems (RFC 6793). */
        record Asn(Set<Long> numbers) implements Expression {
            public Asn {
                numbers = Set.copyOf(numbers);
            }

            @Override
            public Vote vote(Testimony testimony) {
                long asn = testimony.network().asn();
                return asn == Facts.NO_ASN ? Vote.ABSTAIN : Vote.of(numbers.contains(asn));
            }
        }

        /** The address hides somebody in one of these ways. */
        record Anonymous(Set<Anonymity> ways) implements Expression {
            public Anonymous {
                ways = Set.copyOf(ways);
            }

            @Override
            public Vote vote(Testimony testimony) {
                return testimony
                        .network()
                        .anonymity()
                        .map(flags -> Vote.of(ways.stream().anyMatch(flags::contains)))
                        .orElse(Vote.ABSTAIN);
            }
        }

        /** The address lies in one of these networks. */
        record Networks(List<Prefix> prefixes) implements Expression {
            public Networks {
                prefixes = List.copyOf(prefixes);
            }

            /** What it is called among {@link NetworkFacts#lists}: the networks themselves. */
            String list() {
                return String.join(", ", prefixes.stream().map(NetworkText::of).toList());
            }

            @Override
            public Vote vote(Testimony testimony) {
                return Vote.of(testimony.network().lists().contains(list()));
            }
        }

        /** The address lies in a network list or geofeed of the settings that has this name. */
        record Listed(String list) implements Expression {
            @Override
            public Vote vote(Testimony testimony) {
                return Vote.of(testimony.network().lists().contains(list));
            }
        }

        /** Another region holds, by its own quorum. */
        record InRegion(String name) implements Expression {
            @Override
            public Vote vote(Testimony testimony) {
                return testimony.regions().getOrDefault(name, Vote.ABSTAIN);
            }
        }

        /** At least one holds; of none, none does. */
        record Any(List<Expression> of) implements Expression {
            public Any {
                of = List.copyOf(of);
            }

            @Override
            public Vote vote(Testimony testimony) {
                return of.stream().map(each -> each.vote(testimony)).reduce(Vote.NO, Vote::or);
            }

            @Override
            public Stream<Expression> leaves() {
                return of.stream().flatMap(Expression::leaves);
            }
        }

        /** Every one holds; of none, all do. */
        record All(List<Expression> of) implements Expression {
            public All {
                of = List.copyOf(of);
            }

            @Override
            public Vote vote(Testimony testimony) {
                return of.stream().map(each -> each.vote(testimony)).reduce(Vote.YES, Vote::and);
            }

            @Override
            public Stream<Expression> leaves() {
                return of.stream().flatMap(Expression::leaves);
            }
        }

        /** It does not hold; an abstention stays one. */
        record Not(Expression of) implements Expression {
            @Override
            public Vote vote(Testimony testimony) {
                return of.vote(testimony).not();
            }

            @Override
            public Stream<Expression> leaves() {
                return of.leaves();
            }
        }
    }
}
