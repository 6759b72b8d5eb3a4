package io.geocompliance.gateway.coding;

import java.nio.ByteBuffer;

/** The array in which a coder's output leaves, one piece at a time. */
final class Piece {

    /** Small enough for a core's first cache, large enough to make calls into native code rare. */
    static final int BYTES = 16 * 1024;

    private final byte[] bytes = new byte[BYTES];

    byte[] bytes() {
        return bytes;
    }

    /** Hands out the first bytes, if any. */
    void give(int length, Sink out) {
        if (length > 0) {
            out.accept(bytes, 0, length);
        }
    }

    /** Hands out all of a native buffer. */
    void give(ByteBuffer from, Sink out) {
        while (from.hasRemaining()) {
            giveOne(from, out);
        }
    }

    /** Hands out one piece of a native buffer. */
    void giveOne(ByteBuffer from, Sink out) {
        int length = Math.min(from.remaining(), BYTES);
        from.get(bytes, 0, length);
        give(length, out);
    }
}
