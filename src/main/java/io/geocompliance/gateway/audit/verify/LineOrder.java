package io.geocompliance.gateway.audit.verify;

import java.util.Map;
import java.util.TreeMap;

/** Whether lines stand in the order of their indices, none missing. Keeps what is missing, up to a bound. */
final class LineOrder {

    private static final int MOST_RANGES = 1000;

    /** From and before which indices no line was seen. */
    private final TreeMap<Long, Long> missing = new TreeMap<>();

    private long next;
    private long swapped;
    private long firstSwapped = -1;

    /** The next index; -1 is no index. */
    void line(long index) {
        if (index == next) {
            next++;
        } else if (index > next) {
            if (missing.size() < MOST_RANGES) {
                missing.put(next, index);
            }
            next = index + 1;
        } else {
            if (swapped++ == 0) {
                firstSwapped = index;
            }
            found(index);
        }
    }

    private void found(long index) {
        Map.Entry<Long, Long> range = missing.floorEntry(index);
        if (range == null || range.getValue() <= index) {
            return;
        }
        missing.remove(range.getKey());
        if (range.getKey() < index) {
            missing.put(range.getKey(), index);
        }
        if (index + 1 < range.getValue()) {
            missing.put(index + 1, range.getValue());
        }
    }

    /** Records are known to be elsewhere, or to be gone. */
    void skipTo(long index) {
        next = index;
    }

    /** A segment ends before this index: what it lacks is missing. */
    void end(long index) {
        if (next < index && missing.size() < MOST_RANGES) {
            missing.put(next, index);
        }
        next = Math.max(next, index);
    }

    /** One more than the highest index seen. */
    long next() {
        return next;
    }

    /** From and before. */
    Map<Long, Long> missing() {
        return missing;
    }

    long swapped() {
        return swapped;
    }

    long firstSwapped() {
        return firstSwapped;
    }
}
