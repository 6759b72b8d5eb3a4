package io.geocompliance.gateway.coding.splice;

import java.util.Arrays;

/** The last decoded bytes: what matches reach back to, and what is being scanned. */
final class Window {

    /** A window's length of history, one for the region, and room for what is scanned or searched besides. */
    private static final int SIZE = 128 * 1024;

    private final byte[] bytes = new byte[SIZE + Symbols.LONGEST_MATCH + 8];

    /** Index behind the last decoded byte; whoever decodes moves it. */
    int end;

    /** The offset in the decoded page of the byte of index 0. */
    private long base;

    void clear() {
        end = 0;
        base = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The offset behind the last decoded byte. */
    long offset() {
        return base + end;
    }

    int index(long offset) {
        return (int) (offset - base);
    }

    /** Makes room for so many bytes more, a last match beyond them; history is kept from a window's length before {@code from} on. */
    void makeRoom(int more, long from) {
        if (end + more > SIZE) {
            int gone = Math.max(0, index(from) - Symbols.WINDOW_BYTES);
            System.arraycopy(bytes, gone, bytes, 0, end - gone);
            end -= gone;
            base += gone;
        }
    }

    void literal(int value) {
        bytes[end++] = (byte) value;
    }

    /** Decodes a match whose distance has been checked. */
    void match(int length, int distance) {
        copyMatch(bytes, end, length, distance);
        end += length;
    }

    /** May write up to seven bytes too many. */
    static void copyMatch(byte[] bytes, int at, int length, int distance) {
        int to = at;
        int end = at + length;
        if (distance >= 8) {
            while (to < end) {
                BitInput.LONGS.set(bytes, to, (long) BitInput.LONGS.get(bytes, to - distance));
                to += 8;
            }
        } else if (distance == 1) {
            Arrays.fill(bytes, at, end, bytes[at - 1]);
        } else {
            for (; to < end; to++) {
                bytes[to] = bytes[to - distance];
            }
        }
    }

    void append(byte[] from, int offset, int length) {
        System.arraycopy(from, offset, bytes, end, length);
        end += length;
    }
}
