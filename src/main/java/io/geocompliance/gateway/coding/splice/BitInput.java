package io.geocompliance.gateway.coding.splice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The deflate data that has come and is still needed, read from any bit; positions count bits from the beginning of the stream. */
final class BitInput {

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Behind the last byte, so that eight can be loaded at any byte. */
    private static final int PADDING = 8;

    private byte[] bytes = new byte[24 * 1024 + PADDING];

    /** Where the stream's byte of index 0 in the array stands, in bits. */
    private long base;

    private int limit;

    /** The next bit to be read; whoever reads moves it. */
    long at;

    void clear() {
        base = 0;
        limit = 0;
        at = 0;
    }

    /** Takes more bytes; those before bit {@code keep} are forgotten. */
    void append(byte[] from, int offset, int length, long keep) {
        int gone = (int) (keep - base >>> 3);
        int kept = limit - gone;
        byte[] into = bytes;
        if (kept + length + PADDING > into.length) {
            into = new byte[2 * (kept + length + PADDING)];
        }
        System.arraycopy(bytes, gone, into, 0, kept);
        System.arraycopy(from, offset, into, kept, length);
        bytes = into;
        base += 8L * gone;
        limit = kept + length;
        Arrays.fill(bytes, limit, limit + PADDING, (byte) 0);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Bytes in the array. */
    int limit() {
        return limit;
    }

    /** A position as a number of bits from the array's beginning. */
    int inArray(long position) {
        return (int) (position - base);
    }

    long fromArray(int bit) {
        return base + bit;
    }

    /** The position behind the last bit that has come. */
    long end() {
        return base + 8L * limit;
    }

    /** How many bits from {@link #at} on have come. */
    int available() {
        return (int) (end() - at);
    }

    /** The next bits, at least 57; behind the end there are zeros. */
    long peek() {
        return peek(at);
    }

    long peek(long position) {
        int bit = inArray(position);
        return (long) LONGS.get(bytes, bit >>> 3) >>> (bit & 7);
    }

    /** Moves to the next byte boundary. */
    void align() {
        at = at + 7 & ~7L;
    }
}
