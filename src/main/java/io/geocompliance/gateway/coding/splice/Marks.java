package io.geocompliance.gateway.coding.splice;

/** Ends of symbols of the open block, some of many, so that walking to an offset need not begin far before it. */
final class Marks {

    private final long[] bits;
    private final long[] offsets;
    private int count;

    Marks(int most) {
        bits = new long[most];
        offsets = new long[most];
    }

    void clear() {
        count = 0;
    }

    /** Notes an end behind all others; those before an offset may be forgotten. */
    void add(long bit, long offset, long forgotten) {
        if (count == bits.length) {
            int gone = 0;
            while (gone < count && offsets[gone] <= forgotten) {
                gone++;
            }
            count -= gone;
            System.arraycopy(bits, gone, bits, 0, count);
            System.arraycopy(offsets, gone, offsets, 0, count);
        }
        if (count < bits.length) {
            bits[count] = bit;
            offsets[count] = offset;
            count++;
        }
    }

    /** The index of the last one between two offsets, or -1. */
    int last(long from, long until) {
        for (int i = count - 1; i >= 0 && offsets[i] > from; i--) {
            if (offsets[i] <= until) {
                return i;
            }
        }
        return -1;
    }

    long bit(int index) {
        return bits[index];
    }

    long offset(int index) {
        return offsets[index];
    }
}
