package io.geocompliance.gateway.audit.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Shows counts of visits so that none below ten can be read or worked out: such a cell says {@code <10}, and the largest of its row, from
 * which it could be reckoned back, only what it is at least, in tens.
 */
final class SmallCells {

    /** Below it a count is not shown. */
    static final long LEAST = 10;

    static final String HIDDEN = "<10";

    private SmallCells() {}

    /** Whether a row of so many visits is merged with others. */
    static boolean isTooSmall(long visits) {
        return visits > 0 && visits < LEAST;
    }

    /** Parts that add up to a total that is shown beside them. */
    static List<String> parts(List<Long> parts) {
        boolean hides = parts.stream().anyMatch(SmallCells::isTooSmall);
        long largest = Collections.max(parts);
        List<String> shown = new ArrayList<>();
        boolean coarse = false;
        for (long part : parts) {
            if (isTooSmall(part)) {
                shown.add(HIDDEN);
            } else if (hides && part == largest && !coarse) {
                shown.add("\u2265" + atLeast(part));
                coarse = true;
            } else {
                shown.add(Long.toString(part));
            }
        }
        return shown;
    }

    /** A share, as far as it gives no hidden cell away: down to whole percent where one is hidden. */
    static String share(List<Long> parts, int index) {
        long total = parts.stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return "";
        }
        boolean hides = parts.stream().anyMatch(SmallCells::isTooSmall);
        if (isTooSmall(parts.get(index))) {
            return "<" + whole(100.0 * LEAST / total, true) + " %";
        }
        return hides
                ? "\u2265" + whole(100.0 * atLeast(parts.get(index)) / total, false) + " %"
                : String.format(Locale.ROOT, "%.2f %%", 100.0 * parts.get(index) / total);
    }

    /** As a bar, or NaN where it would show a hidden cell. */
    static double bar(List<Long> parts, int index) {
        long total = parts.stream().mapToLong(Long::longValue).sum();
        if (total < LEAST) {
            return Double.NaN;
        }
        boolean hides = parts.stream().anyMatch(SmallCells::isTooSmall);
        return 100.0 * (hides ? atLeast(parts.get(index)) : parts.get(index)) / total;
    }

    private static long atLeast(long part) {
        return Math.max(0, (part - LEAST) / LEAST * LEAST);
    }

    private static long whole(double percent, boolean up) {
        return (long) Math.min(100, up ? Math.ceil(percent) : Math.floor(percent));
    }
}
