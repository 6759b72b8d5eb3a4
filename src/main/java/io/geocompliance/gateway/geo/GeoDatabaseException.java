package io.geocompliance.gateway.geo;

import java.util.List;

/** Why no generation can be made of the databases and regions as configured: what is wrong and what to do, in a sentence each. */
public final class GeoDatabaseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    GeoDatabaseException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    GeoDatabaseException(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    GeoDatabaseException(String problem) {
        this(List.of(problem));
    }

    /** At least one sentence; every database is tried, so that an operator sees all of them at once. */
    public List<String> problems() {
        return problems;
    }
}
