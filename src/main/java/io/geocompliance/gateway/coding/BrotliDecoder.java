package io.geocompliance.gateway.coding;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes Brotli (RFC 7932).
 *
 * <p>Its window is at most 16 MiB, in native memory; the large-window extension, which no browser takes, is off. Bytes behind the
 * end are ignored, as browsers do, with one exception that the library leaves us: if the end marker comes in a chunk without any
 * data before it but with other bytes behind it, the coding counts as broken.
 */
final class BrotliDecoder extends DecodingStream {

    private final DecoderJNI.Wrapper decoder;
    private final Piece piece = new Piece();
    private boolean ended;

    BrotliDecoder() {
        try {
            decoder = new DecoderJNI.Wrapper(Piece.BYTES);
        } catch (IOException e) {
            throw new IllegalStateException("no memory for a Brotli decoder", e);
        }
    }

    @Override
    boolean decode(byte[] bytes, int offset, int length, Sink out) {
        ByteBuffer input = decoder.getInputBuffer();
        int end = offset + length;
        int at = offset;
        while (at < end && !ended) {
            int slice = Math.min(end - at, input.capacity());
            input.clear().put(bytes, at, slice);
            decoder.push(slice);
            at += slice;
            if (!drain(out)) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean ended() {
        return ended;
    }

    @Override
    void release() {
        decoder.destroy();
    }

    private boolean drain(Sink out) {
        boolean pulled = false;
        while (true) {
            if (decoder.hasOutput()) {
                piece.give(decoder.pull(), out);
                pulled = true;
            }
            switch (decoder.getStatus()) {
                case NEEDS_MORE_INPUT -> {
                    return true;
                }
                case DONE -> {
                    ended = true;
                    return true;
                }
                case ERROR -> {
                    // Pulling decodes nothing, so the only error it can show is that of bytes behind the end; after an
                    // error in
                    // the data there is nothing to pull.
                    ended = pulled;
                    return pulled;
                }
                case OK -> {
                    decoder.push(0);
                    pulled = false;
                }
                case NEEDS_MORE_OUTPUT -> {}
            }
        }
    }
}
