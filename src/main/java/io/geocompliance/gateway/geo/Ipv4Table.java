package io.geocompliance.gateway.geo;

/** Class ids by IPv4 address: range starts with a first level over the upper 16 bits, then a binary search within the slot. */
final class Ipv4Table {

    private static final int SLOTS = 1 << 16;

    /** First addresses, ascending unsigned; the first is 0. */
    private final int[] starts;

    /** Class ids, unsigned. */
    private final char[] ids;

    /** The range that holds the first address of each slot; one more for the end. */
    private final int[] rangeAtSlot = new int[SLOTS + 1];

    Ipv4Table(IpRanges ranges) {
        int size = rangesOfIpv4(ranges);
        starts = new int[size];
        ids = new char[size];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (int) ranges.low(i);
            ids[i] = (char) ranges.id(i);
        }
        int range = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            while (range + 1 < starts.length && Integer.compareUnsigned(starts[range + 1], slot << 16) <= 0) {
                range++;
            }
            rangeAtSlot[slot] = range;
        }
        rangeAtSlot[SLOTS] = starts.length - 1;
    }

    /** A range may begin behind the last IPv4 address, since the ranges are of 128 bits. */
    private static int rangesOfIpv4(IpRanges ranges) {
        int size = ranges.size();
        while ((ranges.high(size - 1) | ranges.low(size - 1) >>> Integer.SIZE) != 0) {
            size--;
        }
        return size;
    }

    int idOf(int address) {
        int slot = address >>> 16;
        int from = rangeAtSlot[slot];
        int to = rangeAtSlot[slot + 1];
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (Integer.compareUnsigned(starts[middle], address) <= 0) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return ids[from];
    }

    /** The form that tables are compiled from, and compared in. */
    IpRanges toRanges() {
        IpRanges.Builder ranges = new IpRanges.Builder(starts.length);
        for (int i = 0; i < starts.length; i++) {
            ranges.append(0, Integer.toUnsignedLong(starts[i]), ids[i]);
        }
        return ranges.build();
    }

    int ranges() {
        return starts.length;
    }

    /** Array contents in bytes. */
    long sizeBytes() {
        return 4L * starts.length + 2L * ids.length + 4L * rangeAtSlot.length;
    }
}
