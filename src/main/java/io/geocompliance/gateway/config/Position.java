package io.geocompliance.gateway.config;

import java.util.Comparator;

/**
 * Where something stands in what operators wrote.
 *
 * @param source a file as the operator named it, or a command line flag
 * @param line from 1; 0 is the source as a whole
 * @param column from 1, in characters; 0 is the source as a whole
 */
public record Position(String source, int line, int column) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparing(Position::source)
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    static Position whole(String source) {
        return new Position(source, 0, 0);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** As compilers write it, so that editors can jump to it: {@code file:line:column}. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
