package io.geocompliance.gateway.coding;

import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code deflate}: zlib's format (RFC 9110 8.4.1.2, RFC 1950), or a bare deflate stream, which some servers send under
 * this name and every browser takes.
 *
 * <p>Two bytes tell which. A zlib header ends in the four bits 1000; a deflate stream that begins with these has a stored block
 * with padding that is not zero, which no compressor writes. Bytes behind the end are ignored, as browsers do.
 */
final class DeflateDecoder extends DecodingStream {

    private static final int NONE = -1;

    /** The first byte until the second is there; {@link #NONE} before it. */
    private int first = NONE;

    /** Null until the format is known. */
    private @Nullable Inflation inflation;

    private boolean ended;

    @Override
    boolean decode(byte[] bytes, int offset, int length, Sink out) {
        if (ended) {
            return true;
        }
        if (inflation != null) {
            return good(inflation.feed(bytes, offset, length, out));
        }
        if (first == NONE) {
            first = bytes[offset] & 0xff;
            return length == 1 || decode(bytes, offset + 1, length - 1, out);
        }
        inflation = new Inflation(!isZlib(first, bytes[offset] & 0xff));
        return good(inflation.feed(new byte[] {(byte) first}, 0, 1, out))
                && good(inflation.feed(bytes, offset, length, out));
    }

    @Override
    boolean ended() {
        return ended;
    }

    @Override
    void release() {
        if (inflation != null) {
            inflation.release();
        }
    }

    private boolean good(Inflation.Status status) {
        ended = status == Inflation.Status.ENDED;
        return status != Inflation.Status.BROKEN;
    }

    /** Method 8, a window of at most 32 KiB, check bits (RFC 1950 2.2). A preset dictionary is zlib too, and then refused. */
    private static boolean isZlib(int cmf, int flg) {
        return (cmf & 0x0f) == 8 && cmf >> 4 <= 7 && (cmf << 8 | flg) % 31 == 0;
    }
}
