package io.geocompliance.gateway;

import java.util.List;

/** Why the gateway can't start: a sentence for each thing that is wrong, and what to do about it. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    StartException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    StartException(String problem) {
        this(List.of(problem));
    }

    /** At least one. */
    public List<String> problems() {
        return problems;
    }
}
