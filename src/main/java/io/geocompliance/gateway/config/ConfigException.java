package io.geocompliance.gateway.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that must not go into force, with everything that is wrong in it. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final transient FilesRead files;

    ConfigException(List<Problem> problems, FilesRead files) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        this.files = files;
    }

    /** Errors first, then warnings, each in order of file, line and column; at least one is an error. */
    public List<Problem> problems() {
        return problems;
    }

    /** What was read or looked for; a change in it may make the configuration good. */
    public FilesRead files() {
        return files;
    }
}
