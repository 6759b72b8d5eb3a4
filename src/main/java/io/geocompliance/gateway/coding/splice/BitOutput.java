package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Sink;
import java.util.Arrays;

/** Deflate data being written bit by bit, until someone takes its whole bytes away. */
final class BitOutput {

    /** An empty block of the fixed code. */
    private static final int EMPTY_FIXED = 0b0000000_01_0;

    private static final int EMPTY_FIXED_BITS = 10;

    /**
     * Empty blocks of dynamic codes whose lengths are no multiple of two, so that together with fixed ones they reach any bit of a
     * byte. Two literals' and the end's codes are as long as they need to be for decoders that refuse incomplete codes.
     */
    private static final byte[] EMPTY_91 = padded(0x04, 0xc0, 0x81, 0, 0, 0, 0, 0, 0x90, 0xff, 0x6a, 0x04);

    private static final byte[] EMPTY_95 = padded(0x04, 0xe1, 0x81, 0, 0, 0, 0, 0, 0x10, 0xfc, 0x57, 0x43);

    private byte[] bytes = new byte[32 * 1024];
    private int size;

    /** Whole bytes that were taken away. */
    private long drained;

    /** Bits that fill no byte yet, the first one lowest, and their number. */
    private long rest;

    private int restBits;

    void clear() {
        drained = 0;
        size = 0;
        rest = 0;
        restBits = 0;
    }

    /** Which bit of a byte comes next. */
    int phase() {
        return restBits;
    }

    /** Bits that no one has taken yet. */
    long pendingBits() {
        return 8L * size + restBits;
    }

    /** Bits that were written. */
    long written() {
        return 8 * drained + pendingBits();
    }

    /** Bits that were taken away. */
    long taken() {
        return 8 * drained;
    }

    /** Writes up to 56 bits, the lowest first; those above must be zero. */
    void put(long bits, int count) {
        if (size + 16 > bytes.length) {
            grow(16);
        }
        long all = rest | bits << restBits;
        BitInput.LONGS.set(bytes, size, all);
        int filled = restBits + count;
        size += filled >>> 3;
        rest = all >>> (filled & ~7);
        restBits = filled & 7;
    }

    /** Fills the byte with zeros. */
    void align() {
        put(0, -restBits & 7);
    }

    /** Writes whole bytes at a byte boundary. */
    void bytes(byte[] from, int offset, int length) {
        if (size + length + 16 > bytes.length) {
            grow(length + 16);
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Copies the bits from one position in an array, counted in bits, up to another. */
    void copy(byte[] from, int start, int end) {
        if (size + (end - start >>> 3) + 32 > bytes.length) {
            grow((end - start >>> 3) + 32);
        }
        int at = start;
        if ((at & 7) == restBits && end - at >= 64) {
            int head = -at & 7;
            put(bits(from, at, head), head);
            at += head;
            bytes(from, at >>> 3, end - at >>> 3);
            at += end - at & ~7;
        }
        while (end - at > 0) {
            int count = Math.min(56, end - at);
            put(bits(from, at, count), count);
            at += count;
        }
    }

    /** Copies the input's bits from one position up to another. */
    void copy(BitInput from, long start, long end) {
        copy(from.bytes(), from.inArray(start), from.inArray(end));
    }

    /** Writes a stored block: header, then the data. */
    void stored(byte[] from, int offset, int length) {
        storedHeader(false, length);
        bytes(from, offset, length);
    }

    /** Begins a stored block; its data comes at a byte boundary. */
    void storedHeader(boolean last, int length) {
        put(last ? 1 : 0, 3);
        align();
        put(length | (length ^ 0xffff) << 16 & 0xffffffffL, 32);
    }

    /** Ends the stream where no block is open. */
    void lastBlock() {
        put(EMPTY_FIXED | 1, EMPTY_FIXED_BITS);
        align();
    }

    /** Writes empty blocks until the next bit is this one of a byte. */
    void padTo(int phase) {
        int missing = phase - restBits & 7;
        switch (missing) {
            case 1, 7 -> copy(EMPTY_95, 0, 95);
            case 3, 5 -> copy(EMPTY_91, 0, 91);
            default -> {}
        }
        for (int left = phase - restBits & 7; left > 0; left -= 2) {
            put(EMPTY_FIXED, EMPTY_FIXED_BITS);
        }
    }

    /** Hands over the whole bytes. */
    void drain(Sink sink) {
        if (size > 0) {
            sink.accept(bytes, 0, size);
            drained += size;
            size = 0;
        }
    }

    /** A copy of all bits, the last byte filled with zeros and eight bytes behind it, as {@link #copy} needs them. */
    byte[] toArray() {
        byte[] all = Arrays.copyOf(bytes, size + 9);
        Arrays.fill(all, size, all.length, (byte) 0);
        all[size] = (byte) rest;
        return all;
    }

    private static long bits(byte[] from, int at, int count) {
        return (long) BitInput.LONGS.get(from, at >>> 3) >>> (at & 7) & (1L << count) - 1;
    }

    private static byte[] padded(int... values) {
        byte[] bytes = new byte[values.length + Long.BYTES];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, 2 * (size + more));
    }
}
