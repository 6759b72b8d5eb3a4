package io.geocompliance.gateway.geo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named set of places that rules speak of.
 *
 * @param name as rules refer to it
 * @param quorum how many publishers must say so; 1 is {@code sources: any}
 * @param definition evaluated per publisher, three-valued
 */
public record Region(String name, int quorum, Expression definition) {

    /**
     * A condition on what one publisher says of an address.
     *
     * <p>What the publisher does not say abstains, be it that its databases have no such field or that this record leaves it
     * empty; an abstention is no vote for a region, under {@code not} neither.
     */
    public sealed interface Expression {

        /** Whether the condition holds of what was said. */
        Vote vote(Facts facts);

        /** The subdivisions that the condition names, at any depth. */
        default Set<String> subdivisions() {
            return Set.of();
        }

        /** The country is one of these (ISO 3166-1 alpha-2). */
        record Country(Set<String> codes) implements Expression {
            public Country {
                codes = Set.copyOf(codes);
            }

            @Override
            public Vote vote(Facts facts) {
                return facts.country().isEmpty() ? Vote.ABSTAIN : Vote.of(codes.contains(facts.country()));
            }
        }

        /** The country where the network is registered is one of these (ISO 3166-1 alpha-2). */
        record RegisteredCountry(Set<String> codes) implements Expression {
            public RegisteredCountry {
                codes = Set.copyOf(codes);
            }

            @Override
            public Vote vote(Facts facts) {
                return facts.registeredCountry().isEmpty()
                        ? Vote.ABSTAIN
                        : Vote.of(codes.contains(facts.registeredCountry()));
            }
        }

        /** A subdivision is one of these (full ISO 3166-2, such as UA-43). */
        record Subdivision(Set<String> codes) implements Expression {
            public Subdivision {
                codes = Set.copyOf(codes);
            }

            @Override
            public Vote vote(Facts facts) {
                return facts.subdivisions().isEmpty()
                        ? Vote.ABSTAIN
                        : Vote.of(facts.subdivisions().stream().anyMatch(codes::contains));
            }

            @Override
            public Set<String> subdivisions() {
                return codes;
            }
        }

        /** At least one holds; of none, none does. */
        record Any(List<Expression> of) implements Expression {
            public Any {
                of = List.copyOf(of);
            }

            @Override
            public Vote vote(Facts facts) {
                return of.stream().map(each -> each.vote(facts)).reduce(Vote.NO, Vote::or);
            }

            @Override
            public Set<String> subdivisions() {
                return namedIn(of);
            }
        }

        /** Every one holds; of none, all do. */
        record All(List<Expression> of) implements Expression {
            public All {
                of = List.copyOf(of);
            }

            @Override
            public Vote vote(Facts facts) {
                return of.stream().map(each -> each.vote(facts)).reduce(Vote.YES, Vote::and);
            }

            @Override
            public Set<String> subdivisions() {
                return namedIn(of);
            }
        }

        /** It does not hold; an abstention stays one. */
        record Not(Expression of) implements Expression {
            @Override
            public Vote vote(Facts facts) {
                return of.vote(facts).not();
            }

            @Override
            public Set<String> subdivisions() {
                return of.subdivisions();
            }
        }

        private static Set<String> namedIn(List<Expression> parts) {
            return parts.stream().flatMap(part -> part.subdivisions().stream()).collect(Collectors.toUnmodifiableSet());
        }
    }
}
