package io.geocompliance.gateway.config;

import java.util.Comparator;

/**
 * One thing that is wrong, or odd, in what operators wrote.
 *
 * @param severity whether it keeps the configuration out of force
 * @param position where it stands
 * @param sentence what is wrong and what would be right, without the position
 */
public record Problem(Severity severity, Position position, String sentence) implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::severity)
            .thenComparing(Problem::position)
            .thenComparing(Problem::sentence);

    /** Whether a problem keeps the configuration out of force. */
    public enum Severity {
        /** It does. */
        ERROR,
        /** It goes into force, but someone should look. */
        WARNING
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** One line: {@code file:line:column: sentence}. */
    @Override
    public String toString() {
        return position + ": " + (severity == Severity.WARNING ? "warning: " : "") + sentence;
    }
}
