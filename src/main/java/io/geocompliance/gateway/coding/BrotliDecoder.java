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

    /** Of the last pull, as far as it has not been handed out; the library's memory, which the next call to it may reuse. */
    private ByteBuffer output = ByteBuffer.allocate(0);

    /** Whether the last thing asked of the library was output, not to take input. */
    private boolean pulled;

    private boolean ended;

    BrotliDecoder() {
        try {
            decoder = new DecoderJNI.Wrapper(Piece.BYTES);
        } catch (IOException e) {
            throw new IllegalStateException("no memory for a Brotli decoder", e);
        }
    }

    @Override
    Progress advance(Input from, Sink out) {
        if (!output.hasRemaining() && decoder.hasOutput()) {
            output = decoder.pull();
            pulled = true;
        }
        if (output.hasRemaining()) {
            piece.giveOne(output, out);
            return Progress.MORE;
        }
        return switch (decoder.getStatus()) {
            case NEEDS_MORE_INPUT -> needsMore(from);
            case DONE -> {
                ended = true;
                yield Progress.TAKEN;
            }
            case ERROR -> {
                // Pulling decodes nothing, so the only error it can show is that of bytes behind the end; after an
                // error in
                // the data there is nothing to pull.
                ended |= pulled;
                yield ended ? Progress.TAKEN : Progress.BROKEN;
            }
            case OK -> {
                decoder.push(0);
                pulled = false;
                yield Progress.MORE;
            }
            case NEEDS_MORE_OUTPUT -> Progress.MORE;
        };
    }

    @Override
    boolean ended() {
        return ended;
    }

    @Override
    void release() {
        output = ByteBuffer.allocate(0);
        decoder.destroy();
    }

    /** After a pull the library says so without having looked: there may be as much again in it as its window holds. */
    private Progress needsMore(Input from) {
        if (pulled) {
            pulled = false;
            decoder.push(0);
            return Progress.MORE;
        }
        if (from.isEmpty()) {
            return Progress.TAKEN;
        }
        push(from);
        return Progress.MORE;
    }

    private void push(Input from) {
        ByteBuffer input = decoder.getInputBuffer();
        int slice = Math.min(from.remaining(), input.capacity());
        input.clear().put(from.bytes(), from.offset(), slice);
        from.skip(slice);
        decoder.push(slice);
        pulled = false;
    }
}
