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
    Progress advance(Input from, Sink out) {
        if (ended) {
            return Progress.TAKEN;
        }
        if (inflation != null) {
            return progress(inflation.pull(from, out));
        }
        if (first == NONE) {
            first = from.next() & 0xff;
        }
        if (from.isEmpty()) {
            return Progress.TAKEN;
        }
        inflation = new Inflation(!isZlib(first, from.bytes()[from.offset()] & 0xff));
        Input alone = new Input();
        alone.set(new byte[] {(byte) first}, 0, 1);
        return progress(inflation.pull(alone, out)) == Progress.BROKEN ? Progress.BROKEN : Progress.MORE;
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

    private Progress progress(Inflation.Status status) {
        ended = status == Inflation.Status.ENDED;
        return switch (status) {
            case MORE -> Progress.MORE;
            case OPEN, ENDED -> Progress.TAKEN;
            case BROKEN -> Progress.BROKEN;
        };
    }

    /** Method 8, a window of at most 32 KiB, check bits (RFC 1950 2.2). A preset dictionary is zlib too, and then refused. */
    private static boolean isZlib(int cmf, int flg) {
        return (cmf & 0x0f) == 8 && cmf >> 4 <= 7 && (cmf << 8 | flg) % 31 == 0;
    }
}
