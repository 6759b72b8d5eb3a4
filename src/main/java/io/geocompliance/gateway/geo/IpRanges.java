package io.geocompliance.gateway.geo;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * A whole address space cut into ranges with an id each; neighbours differ.
 *
 * <p>IPv4 addresses are the numbers below 2^32 of the same 128 bits, so both families are joined and searched by one code. Only
 * compiling uses this form; {@link RegionTable} holds the compact one.
 */
final class IpRanges {

    private final long[] highs;
    private final long[] lows;
    private final int[] ids;

    private IpRanges(long[] highs, long[] lows, int[] ids) {
        this.highs = highs;
        this.lows = lows;
        this.ids = ids;
    }

    /** The whole space under one id. */
    static IpRanges whole(int id) {
        return new IpRanges(new long[1], new long[1], new int[] {id});
    }

    int size() {
        return ids.length;
    }

    /** The upper 64 bits of the first address of a range. */
    long high(int range) {
        return highs[range];
    }

    /** The lower 64 bits of the first address of a range. */
    long low(int range) {
        return lows[range];
    }

    int id(int range) {
        return ids[range];
    }

    /** The id of one address, given as its upper and lower 64 bits. */
    int idOf(long high, long low) {
        int from = 0;
        int to = size() - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (compare(highs[middle], lows[middle], high, low) <= 0) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return ids[from];
    }

    /** The same space under other ids. */
    IpRanges map(IntUnaryOperator idOf) {
        Builder mapped = new Builder(size());
        for (int i = 0; i < size(); i++) {
            mapped.append(highs[i], lows[i], idOf.applyAsInt(ids[i]));
        }
        return mapped.build();
    }

    /** Both cuts at once: every piece gets what {@code combine} makes of the two ids. */
    static IpRanges join(IpRanges left, IpRanges right, IntBinaryOperator combine) {
        Builder joined = new Builder(left.size() + right.size());
        int l = 0;
        int r = 0;
        long high = 0;
        long low = 0;
        while (true) {
            joined.append(high, low, combine.applyAsInt(left.ids[l], right.ids[r]));
            int order = left.compareNext(l, right, r);
            if (order <= 0) {
                l++;
            }
            if (order >= 0) {
                r++;
            }
            if (l == left.size() || r == right.size()) {
                return joined.build();
            }
            IpRanges from = order <= 0 ? left : right;
            int at = order <= 0 ? l : r;
            high = from.highs[at];
            low = from.lows[at];
        }
    }

    /** Which side's next range begins first; past the end counts as after everything, and both past the end as equal. */
    private int compareNext(int l, IpRanges right, int r) {
        boolean leftEnds = l + 1 == size();
        boolean rightEnds = r + 1 == right.size();
        if (leftEnds || rightEnds) {
            return Boolean.compare(leftEnds, rightEnds);
        }
        return compare(highs[l + 1], lows[l + 1], right.highs[r + 1], right.lows[r + 1]);
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    /** Takes ranges in ascending order, the first at zero. */
    static final class Builder {

        private long[] highs;
        private long[] lows;
        private int[] ids;
        private int size;

        Builder(int expectedRanges) {
            int capacity = Math.max(16, expectedRanges);
            highs = new long[capacity];
            lows = new long[capacity];
            ids = new int[capacity];
        }

        void append(long high, long low, int id) {
            if (size > 0 && ids[size - 1] == id) {
                return;
            }
            if (size > 0 && compare(high, low, highs[size - 1], lows[size - 1]) <= 0
                    || size == 0 && (high | low) != 0) {
                throw new IllegalStateException("ranges must begin at zero and ascend");
            }
            if (size == ids.length) {
                highs = Arrays.copyOf(highs, size * 2);
                lows = Arrays.copyOf(lows, size * 2);
                ids = Arrays.copyOf(ids, size * 2);
            }
            highs[size] = high;
            lows[size] = low;
            ids[size] = id;
            size++;
        }

        IpRanges build() {
            return new IpRanges(Arrays.copyOf(highs, size), Arrays.copyOf(lows, size), Arrays.copyOf(ids, size));
        }
    }
}
