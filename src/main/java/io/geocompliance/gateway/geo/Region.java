package io.geocompliance.gateway.geo;

import java.util.List;
import java.util.Set;

/**
 * A named set of places that rules speak of.
 *
 * @param name as rules refer to it
 * @param quorum how many publishers must say so; 1 is {@code sources: any}
 * @param definition evaluated per database, three-valued
 */
public record Region(String name, int quorum, Expression definition) {

    /** A condition on what one database says of an address; a field that the database lacks abstains. */
    public sealed interface Expression {

        /** The country is one of these (ISO 3166-1 alpha-2). */
        record Country(Set<String> codes) implements Expression {
            public Country {
                codes = Set.copyOf(codes);
            }
        }

        /** The country where the network is registered is one of these (ISO 3166-1 alpha-2). */
        record RegisteredCountry(Set<String> codes) implements Expression {
            public RegisteredCountry {
                codes = Set.copyOf(codes);
            }
        }

        /** A subdivision is one of these (full ISO 3166-2, such as UA-43). */
        record Subdivision(Set<String> codes) implements Expression {
            public Subdivision {
                codes = Set.copyOf(codes);
            }
        }

        /** At least one holds. */
        record Any(List<Expression> of) implements Expression {
            public Any {
                of = List.copyOf(of);
            }
        }

        /** Every one holds. */
        record All(List<Expression> of) implements Expression {
            public All {
                of = List.copyOf(of);
            }
        }

        /** It does not hold; an abstention stays one. */
        record Not(Expression of) implements Expression {}
    }
}
