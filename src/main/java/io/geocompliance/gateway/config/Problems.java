package io.geocompliance.gateway.config;

import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong until everything has been looked at; the set is owned by the one thread that reads a configuration. */
final class Problems {

    /** A set: a value reached through several aliases is wrong only once. */
    private final TreeSet<Problem> found = new TreeSet<>();

    void error(Position position, String sentence) {
        found.add(new Problem(Problem.Severity.ERROR, position, sentence));
    }

    void warning(Position position, String sentence) {
        found.add(new Problem(Problem.Severity.WARNING, position, sentence));
    }

    boolean hasErrors() {
        // Errors sort before warnings.
        return !found.isEmpty() && found.first().severity() == Problem.Severity.ERROR;
    }

    /** Errors first, then warnings, each in order of file, line and column. */
    List<Problem> sorted() {
        return List.copyOf(found);
    }
}
