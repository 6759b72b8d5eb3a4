package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Class ids by IPv6 address: range starts on the upper 64 bits behind an index of leading bits.
 *
 * <p>Allocations crowd into a few /12 blocks, one per regional registry, so the index has two levels: the upper 12 bits choose a
 * slot, and each slot spends about as many cells as it has ranges (a power of two). That leaves a handful of ranges to search. A /64
 * that is divided further, which is rare, has a table of its own on the lower 64 bits, under an id above all class ids.
 */
final class Ipv6Table {

    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;

    /** Cells down to /36: registries allocate /29 to /32, sites get /48; finer cells cost memory and save no step. */
    private static final int MAX_CELL_BITS = 24;

    private final int classes;

    /** Upper halves of first addresses, ascending unsigned; the first is 0. */
    private final long[] starts;

    /** Class ids, or {@code classes} + the number of a divided /64. */
    private final char[] ids;

    private final Divided[] divided;

    /** Where a slot's cells begin in {@link #rangeAtCell}; a slot has one cell more than its bits say, for the end. */
    private final int[] firstCell = new int[SLOTS];

    /** Bits below a cell's, counted from the end of the upper half. */
    private final byte[] cellShift = new byte[SLOTS];

    /** The range that holds the first address of each cell. */
    private final int[] rangeAtCell;

    Ipv6Table(IpRanges ranges, int classes) {
        this.classes = classes;
        List<Divided> split = new ArrayList<>();
        IpRanges halves = upperHalves(ranges, classes, split);
        this.divided = split.toArray(new Divided[0]);
        this.starts = new long[halves.size()];
        this.ids = new char[halves.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = halves.high(i);
            ids[i] = (char) halves.id(i);
        }
        this.rangeAtCell = index();
    }

    /** How many ids are needed beyond the class ids. */
    static int divided(IpRanges ranges) {
        List<Divided> split = new ArrayList<>();
        upperHalves(ranges, 0, split);
        return split.size();
    }

    int idOf(long high, long low) {
        int slot = (int) (high >>> (Long.SIZE - SLOT_BITS));
        int cell = firstCell[slot] + (int) ((high & (-1L >>> SLOT_BITS)) >>> cellShift[slot]);
        int from = rangeAtCell[cell];
        int to = rangeAtCell[cell + 1];
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (Long.compareUnsigned(starts[middle], high) <= 0) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        int id = ids[from];
        return id < classes ? id : divided[id - classes].idOf(low);
    }

    /** The form that tables are compiled from, and compared in. */
    IpRanges toRanges() {
        IpRanges.Builder ranges = new IpRanges.Builder(starts.length);
        for (int i = 0; i < starts.length; i++) {
            if (ids[i] < classes) {
                ranges.append(starts[i], 0, ids[i]);
                continue;
            }
            Divided parts = divided[ids[i] - classes];
            for (int part = 0; part < parts.ids.length; part++) {
                ranges.append(starts[i], parts.starts[part], parts.ids[part]);
            }
        }
        return ranges.build();
    }

    int ranges() {
        return starts.length;
    }

    /** Array contents in bytes. */
    long sizeBytes() {
        long size = 10L * starts.length + 4L * rangeAtCell.length + 5L * SLOTS;
        for (Divided each : divided) {
            size += 10L * each.ids.length;
        }
        return size;
    }

    private static IpRanges upperHalves(IpRanges ranges, int classes, List<Divided> split) {
        IpRanges.Builder halves = new IpRanges.Builder(ranges.size());
        int before = 0;
        int next;
        for (int first = 0; first < ranges.size(); first = next) {
            long high = ranges.high(first);
            next = first + 1;
            while (next < ranges.size() && ranges.high(next) == high) {
                next++;
            }
            int last = ranges.id(next - 1);
            if (next == first + 1 && ranges.low(first) == 0) {
                halves.append(high, 0, last);
            } else {
                halves.append(high, 0, classes + split.size());
                split.add(Divided.of(ranges, first, next, before));
                boolean goesOn = high != -1L && (next == ranges.size() || ranges.high(next) != high + 1);
                if (goesOn) {
                    halves.append(high + 1, 0, last);
                }
            }
            before = last;
        }
        return halves.build();
    }

    private int[] index() {
        int[] cells = new int[SLOTS * 2 + 4 * starts.length];
        int size = 0;
        int range = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            long base = (long) slot << (Long.SIZE - SLOT_BITS);
            int bits = cellBits(rangesUpTo(base | -1L >>> SLOT_BITS, range) - range);
            firstCell[slot] = size;
            cellShift[slot] = (byte) (Long.SIZE - SLOT_BITS - bits);
            for (long cell = 0; cell < 1L << bits; cell++) {
                range = rangesUpTo(base | cell << cellShift[slot], range);
                cells[size++] = range;
            }
            range = rangesUpTo(base | -1L >>> SLOT_BITS, range);
            cells[size++] = range;
        }
        return Arrays.copyOf(cells, size);
    }

    /** The range that holds an address, searched upwards from one that begins no later. */
    private int rangesUpTo(long high, int from) {
        int range = from;
        while (range + 1 < starts.length && Long.compareUnsigned(starts[range + 1], high) <= 0) {
            range++;
        }
        return range;
    }

    private static int cellBits(int ranges) {
        return Math.min(MAX_CELL_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(ranges));
    }

    /** One /64 that holds several classes. */
    private record Divided(long[] starts, char[] ids) {

        static Divided of(IpRanges ranges, int first, int end, int idBefore) {
            int lead = ranges.low(first) == 0 ? 0 : 1;
            long[] starts = new long[end - first + lead];
            char[] ids = new char[starts.length];
            ids[0] = (char) idBefore;
            for (int i = first; i < end; i++) {
                starts[i - first + lead] = ranges.low(i);
                ids[i - first + lead] = (char) ranges.id(i);
            }
            return new Divided(starts, ids);
        }

        int idOf(long low) {
            int from = 0;
            int to = starts.length - 1;
            while (from < to) {
                int middle = (from + to + 1) >>> 1;
                if (Long.compareUnsigned(starts[middle], low) <= 0) {
                    from = middle;
                } else {
                    to = middle - 1;
                }
            }
            return ids[from];
        }
    }
}
