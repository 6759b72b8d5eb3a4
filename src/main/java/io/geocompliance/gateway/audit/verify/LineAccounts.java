package io.geocompliance.gateway.audit.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the lines of an epoch and compares with what ticks, gaps and totals say; and whether each fact was introduced before its use. */
final class LineAccounts {

    private static final int MOST_MISMATCHES = 20;

    /** Lines since the last totals, and what ticks say of them. */
    private final Map<String, Long> lines = new HashMap<>();

    private final Map<String, Long> ticked = new HashMap<>();
    private final Set<String> facts = new HashSet<>();
    private final List<String> mismatches = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Of the process that writes. */
    private long written;

    private long dropped;
    private long gaps;
    private long unknown;
    private String firstUnknown = "";

    /** Whether the process' own lines were all seen. */
    private boolean complete;

    private long firstOfTick;

    void line(long index, LineFields fields) {
        switch (fields.text("ty")) {
            case "open" -> open(index);
            case "dec" -> decision(index, fields);
            case "gap" -> {
                gaps += Math.max(0, fields.number("count"));
                dropped += Math.max(0, fields.number("count"));
            }
            case "tick", "close" -> tick(index, fields);
            default -> fact(fields);
        }
    }

    private void fact(LineFields fields) {
        switch (fields.text("ty")) {
            case "ruleset" -> facts.add("rs " + prefix(fields.text("sha256")));
            case "notice" -> facts.add("n " + fields.text("sha256"));
            case "geodb" -> facts.add("geo " + fields.text("id"));
            default -> {} // kinds of later versions and those that count nothing
        }
    }

    /** A line that stayed when those around it were pruned: facts stand, gaps are told, and nothing is added up. */
    void kept(LineFields fields) {
        if (fields.text("ty").equals("gap")) {
            gaps += Math.max(0, fields.number("count"));
        } else {
            fact(fields);
        }
    }

    private static String prefix(String sha256) {
        return sha256.substring(0, Math.min(16, sha256.length()));
    }

    /** Lines are not at hand: what they would add up to can't be known before the next totals or process. */
    void skip() {
        complete = false;
        lines.clear();
        ticked.clear();
    }

    private void open(long index) {
        end();
        complete = true;
        written = 0;
        dropped = 0;
        firstOfTick = index;
    }

    /** A process ended without a close, or the log did. */
    void end() {
        long uncounted = lines.values().stream().mapToLong(Long::longValue).sum();
        if (uncounted > 0) {
            notes.add(
                    uncounted + " records from " + firstOfTick
                            + " on are in no tick: their process ended without a close, and what it had not written is uncounted.");
        }
        lines.clear();
        ticked.clear();
    }

    private void decision(long index, LineFields fields) {
        LineFields notice = fields.object("n");
        lines.merge(key(fields, notice.text("id")), 1L, Long::sum);
        written++;
        known(index, "rs " + fields.text("rs"));
        if (!notice.text("h").isEmpty()) {
            known(index, "n " + notice.text("h"));
        }
        for (String build : fields.text("geo").split(",")) {
            if (!build.isEmpty()) {
                known(index, "geo " + build);
            }
        }
    }

    private void known(long index, String fact) {
        if (!facts.contains(fact) && unknown++ == 0) {
            firstUnknown = "record " + index + " names " + fact;
        }
    }

    private static String key(LineFields fields, String notice) {
        return fields.text("reg") + "\n" + fields.text("rule") + "\n" + notice + "\n" + fields.text("out");
    }

    private void tick(long index, LineFields fields) {
        if (fields.has("count")) {
            ticked.merge(key(fields, fields.text("n")), fields.number("count"), Long::sum);
            return;
        }
        if (complete) {
            compare(index, fields);
        }
        lines.clear();
        ticked.clear();
        firstOfTick = index + 1;
    }

    private void compare(long index, LineFields totals) {
        if (!lines.equals(ticked)) {
            mismatch("The tick before record " + index + " counts " + sum(ticked) + " records, its lines are "
                    + sum(lines) + " or fall on others.");
        }
        if (totals.number("from") != firstOfTick) {
            mismatch("The tick at record " + index + " says that it begins at " + totals.number("from") + " and not at "
                    + firstOfTick + ".");
        }
        if (totals.number("written") != written || totals.number("dropped") < dropped) {
            mismatch("The totals at record " + index + " say " + totals.number("written") + " written and "
                    + totals.number("dropped") + " lost; lines and gaps say " + written + " and " + dropped + ".");
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void mismatch(String sentence) {
        if (mismatches.size() < MOST_MISMATCHES) {
            mismatches.add(sentence);
        }
    }

    List<String> mismatches() {
        return mismatches;
    }

    List<String> notes() {
        return notes;
    }

    /** Records that were counted without a line. */
    long gaps() {
        return gaps;
    }

    long unknown() {
        return unknown;
    }

    String firstUnknown() {
        return firstUnknown;
    }
}
