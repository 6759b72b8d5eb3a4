package io.geocompliance.gateway.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that must not go into force, with everything that is wrong in it. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Errors first, then warnings, each in order of file, line and column; at least one is an error. */
    public List<Problem> problems() {
        return problems;
    }
}
