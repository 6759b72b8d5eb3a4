package io.geocompliance.gateway.proxy;

import io.vertx.core.buffer.Buffer;

/** Follows the frames of a WebSocket, as they pass in whatever pieces, to tell whether one is cut at this point (RFC 6455 5.2). */
final class FrameBoundary {

    /** Of an unfinished frame's head: two bytes, then as many as they say. */
    private final byte[] head = new byte[14];

    private int headBytes;
    private long payloadLeft;

    void pass(Buffer bytes) {
        int at = 0;
        while (at < bytes.length()) {
            if (payloadLeft > 0) {
                long skipped = Math.min(payloadLeft, bytes.length() - at);
                payloadLeft -= skipped;
                at += (int) skipped;
            } else {
                head[headBytes++] = bytes.getByte(at++);
                if (headBytes >= 2 && headBytes == headLength()) {
                    payloadLeft = payloadLength();
                    headBytes = 0;
                }
            }
        }
    }

    /** Whether a frame of ours may follow. */
    boolean isBetweenFrames() {
        return headBytes == 0 && payloadLeft == 0;
    }

    private int headLength() {
        int mask = (head[1] & 0x80) == 0 ? 0 : 4;
        return 2 + extendedBytes() + mask;
    }

    /** Bytes of the length that do not fit into seven bits. */
    private int extendedBytes() {
        int seven = head[1] & 0x7F;
        return seven == 126 ? 2 : seven == 127 ? 8 : 0;
    }

    private long payloadLength() {
        int extended = extendedBytes();
        if (extended == 0) {
            return head[1] & 0x7F;
        }
        long length = 0;
        for (int i = 0; i < extended; i++) {
            length = length << 8 | (head[2 + i] & 0xFF);
        }
        return length;
    }
}
