package io.geocompliance.gateway.audit.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Shows counts of visits so that none below ten can be read or worked out: such a cell says {@code <10}, and the largest of its row, from
 * which it could be reckoned back, what it is at least: the total without what the others show or may be.
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
        int blurred = blurred(parts);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (isTooSmall(parts.get(i))) {
                shown.add(HIDDEN);
            } else {
                shown.add(i == blurred ? "\u2265" + atLeast(parts, i) : Long.toString(parts.get(i)));
            }
        }
        return shown;
    }

    /** A share, as far as it gives no hidden cell away. */
    static String share(List<Long> parts, int index) {
        long total = total(parts);
        if (total == 0) {
            return "";
        }
        if (isTooSmall(parts.get(index))) {
            return "<" + (long) Math.min(100, Math.ceil(100.0 * LEAST / total)) + " %";
        }
        return index == blurred(parts)
                ? "\u2265" + (long) Math.floor(100.0 * atLeast(parts, index) / total) + " %"
                : String.format(Locale.ROOT, "%.2f %%", 100.0 * parts.get(index) / total);
    }

    /** As a bar, or NaN where it would show a hidden cell. */
    static double bar(List<Long> parts, int index) {
        long total = total(parts);
        if (total < LEAST || isTooSmall(parts.get(index))) {
            return Double.NaN;
        }
        return 100.0 * (index == blurred(parts) ? atLeast(parts, index) : parts.get(index)) / total;
    }

    /** What a part is at least, as far as it is shown. */
    static long least(List<Long> parts, int index) {
        if (isTooSmall(parts.get(index))) {
            return 0;
        }
        return index == blurred(parts) ? atLeast(parts, index) : parts.get(index);
    }

    /** The largest where something is hidden, or -1. */
    private static int blurred(List<Long> parts) {
        return parts.stream().anyMatch(SmallCells::isTooSmall) ? parts.indexOf(Collections.max(parts)) : -1;
    }

    private static long atLeast(List<Long> parts, int index) {
        long least = total(parts);
        for (int i = 0; i < parts.size(); i++) {
            if (i != index) {
                least -= isTooSmall(parts.get(i)) ? LEAST - 1 : parts.get(i);
            }
        }
        return Math.max(0, least);
    }

    private static long total(List<Long> parts) {
        return parts.stream().mapToLong(Long::longValue).sum();
    }
}
