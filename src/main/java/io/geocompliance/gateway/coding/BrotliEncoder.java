package io.geocompliance.gateway.coding;

import com.aayushatharva.brotli4j.encoder.Encoder.Mode;
import com.aayushatharva.brotli4j.encoder.EncoderJNI;
import com.aayushatharva.brotli4j.encoder.EncoderJNI.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Encodes Brotli (RFC 7932). */
final class BrotliEncoder extends EncodingStream {

    /** About as fast as gzip at 6 and smaller; from 6 on each step costs more time than a page made per visit is worth. */
    private static final int QUALITY = 5;

    /** 512 KiB: holds nearly any page whole, for an eighth of the memory that the library's default would take. */
    private static final int WINDOW_BITS = 19;

    private final EncoderJNI.Wrapper encoder;
    private final Piece piece = new Piece();

    BrotliEncoder() {
        try {
            encoder = new EncoderJNI.Wrapper(Piece.BYTES, QUALITY, WINDOW_BITS, Mode.GENERIC);
        } catch (IOException e) {
            throw new IllegalStateException("no memory for a Brotli encoder", e);
        }
    }

    @Override
    void encode(byte[] bytes, int offset, int length, Sink out) {
        ByteBuffer input = encoder.getInputBuffer();
        int end = offset + length;
        for (int at = offset; at < end; at += input.position()) {
            input.clear().put(bytes, at, Math.min(end - at, input.capacity()));
            run(Operation.PROCESS, input.position(), out);
        }
    }

    @Override
    void sync(Sink out) {
        run(Operation.FLUSH, 0, out);
    }

    @Override
    void end(Sink out) {
        run(Operation.FINISH, 0, out);
    }

    @Override
    void release() {
        encoder.destroy();
    }

    private void run(Operation operation, int length, Sink out) {
        encoder.push(operation, length);
        while (encoder.hasMoreOutput() || encoder.hasRemainingInput()) {
            if (encoder.hasMoreOutput()) {
                piece.give(encoder.pull(), out);
            } else {
                encoder.push(operation, 0);
            }
        }
        if (!encoder.isSuccess()) {
            throw new IllegalStateException("the Brotli encoder failed");
        }
    }
}
