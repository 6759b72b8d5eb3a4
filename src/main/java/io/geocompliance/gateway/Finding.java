package io.geocompliance.gateway;

import io.geocompliance.gateway.config.Position;
import io.geocompliance.gateway.config.Problem;
import java.util.Optional;

/**
 * One thing that {@code check} found.
 *
 * @param severity whether it keeps the configuration out of force
 * @param kind a word for tools that sort findings, such as {@code shadowed}
 * @param position where it stands; empty where it is no file's
 * @param sentence what is wrong
 */
public record Finding(Problem.Severity severity, String kind, Optional<Position> position, String sentence) {

    public static Finding of(Problem problem) {
        return new Finding(problem.severity(), "configuration", Optional.of(problem.position()), problem.sentence());
    }

    public static Finding error(String kind, String sentence) {
        return new Finding(Problem.Severity.ERROR, kind, Optional.empty(), sentence);
    }

    public static Finding warning(String kind, Optional<Position> position, String sentence) {
        return new Finding(Problem.Severity.WARNING, kind, position, sentence);
    }

    public boolean isError() {
        return severity == Problem.Severity.ERROR;
    }

    /** One line, as compilers write it. */
    @Override
    public String toString() {
        return position.map(place -> place + ": ").orElse("") + (isError() ? "" : "warning: ") + sentence;
    }
}
