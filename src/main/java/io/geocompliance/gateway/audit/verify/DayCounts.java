package io.geocompliance.gateway.audit.verify;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Decisions of a run of records, counted by day: what {@code day} records hold, and what lines add up to. Owned by one thread. */
public final class DayCounts {

    private final Map<Cell, Long> cells = new HashMap<>();
    private long decisions;

    /**
     * What is told apart. A decision is counted in two: by what was done, and by how its place was known.
     *
     * @param day such as 2026-03-01
     * @param notice its id; "" where none was due
     * @param version of the notice; 0 without one
     * @param confidence how the region was decided; "" in the cells that say what was done, which alone have the others
     */
    public record Cell(
            String day,
            String region,
            String rule,
            boolean must,
            String notice,
            long version,
            String out,
            String confidence)
            implements Comparable<Cell> {

        private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::day)
                .thenComparing(Cell::confidence)
                .thenComparing(Cell::region)
                .thenComparing(Cell::rule)
                .thenComparing(Cell::must)
                .thenComparing(Cell::notice)
                .thenComparing(Cell::version)
                .thenComparing(Cell::out);

        /** Whether it says how places were known, and not what was done. */
        public boolean isOfPlaces() {
            return !confidence.isEmpty();
        }

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }

        /** Of a {@code day} record that counts. */
        static Cell said(LineFields day) {
            return new Cell(
                    day.text("day"),
                    day.text("reg"),
                    day.text("rule"),
                    day.all().get("must") == Boolean.TRUE,
                    day.text("n"),
                    Math.max(0, day.number("v")),
                    day.text("out"),
                    day.text("conf"));
        }
    }

    /** Counts a {@code dec} record. */
    public void decision(LineFields decision) {
        LineFields notice = decision.object("n");
        String day = day(decision.text("t"));
        add(
                new Cell(
                        day,
                        decision.text("reg"),
                        decision.text("rule"),
                        decision.all().get("must") == Boolean.TRUE,
                        notice.text("id"),
                        Math.max(0, notice.number("v")),
                        decision.text("out"),
                        ""),
                1);
        add(new Cell(day, "", "", false, "", 0, "", decision.text("conf")), 1);
        decisions++;
    }

    void add(Cell cell, long count) {
        cells.merge(cell, count, Long::sum);
    }

    private static String day(String minute) {
        return minute.substring(0, Math.min(10, minute.length()));
    }

    /** In an order of their own. */
    public Map<Cell, Long> cells() {
        return new TreeMap<>(cells);
    }

    /** How many were counted. */
    public long decisions() {
        return decisions;
    }

    boolean says(DayCounts other) {
        return cells.equals(other.cells);
    }
}
