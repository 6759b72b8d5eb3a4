package io.geocompliance.gateway;

import java.util.List;
import java.util.Set;

/** Why the gateway can't start: a sentence for each thing that is wrong, and what to do about it. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final transient Set<String> publishers;

    StartException(List<String> problems) {
        this(problems, Set.of());
    }

    /** @param publishers of databases that were refused */
    StartException(List<String> problems, Set<String> publishers) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
        this.publishers = Set.copyOf(publishers);
    }

    StartException(String problem) {
        this(List.of(problem));
    }

    /** At least one. */
    public List<String> problems() {
        return problems;
    }

    /** Whose databases were refused. */
    Set<String> publishers() {
        return publishers;
    }
}
