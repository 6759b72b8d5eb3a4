package io.geocompliance.gateway.geo;

import java.util.List;
import java.util.Set;

/** Why no generation can be made of the databases and regions as configured: what is wrong and what to do, in a sentence each. */
public final class GeoDatabaseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final transient Set<String> publishers;

    GeoDatabaseException(List<String> problems) {
        this(problems, Set.of());
    }

    GeoDatabaseException(List<String> problems, Set<String> publishers) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
        this.publishers = Set.copyOf(publishers);
    }

    GeoDatabaseException(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
        this.publishers = Set.of();
    }

    GeoDatabaseException(String problem) {
        this(List.of(problem));
    }

    /** At least one sentence; every database is tried, so that an operator sees all of them at once. */
    public List<String> problems() {
        return problems;
    }

    /** Whose files were refused, by the settings' names; empty where what is wrong is no file's. */
    public Set<String> publishers() {
        return publishers;
    }
}
