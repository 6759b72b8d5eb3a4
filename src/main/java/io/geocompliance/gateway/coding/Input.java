package io.geocompliance.gateway.coding;

import java.util.Objects;

/** A body's bytes that have come and are not decoded yet; the array stays the caller's. */
final class Input {

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int at;
    private int end;

    /** Replaces what was there. */
    void set(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        bytes = source;
        at = offset;
        end = offset + length;
    }

    /** Lets go of the caller's array. */
    void clear() {
        set(NOTHING, 0, 0);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the next byte is. */
    int offset() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    boolean isEmpty() {
        return at == end;
    }

    byte next() {
        return bytes[at++];
    }

    void skip(int count) {
        at += count;
    }

    /** Takes back the last bytes that were skipped. */
    void giveBack(int count) {
        at -= count;
    }
}
