package io.geocompliance.gateway.coding;

import com.github.luben.zstd.ZstdBufferDecompressingStreamNoFinalizer;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes Zstandard (RFC 8878): any number of frames, skippable ones too, each verified by its checksum if it has one.
 *
 * <p>What follows a frame must be a frame; Chromium thinks so too.
 */
final class ZstdDecoder extends DecodingStream {

    /** 8 MiB: more a sender must not ask for in this coding, and a receiver need not give (RFC 9659 3). */
    private static final int WINDOW_BITS = 23;

    private static final byte[] NOTHING = {};

    private final Piece piece = new Piece();
    private final ByteBuffer target = ByteBuffer.wrap(piece.bytes());
    private Frames frames = open();

    @Override
    Progress advance(Input from, Sink out) {
        if (!from.isEmpty()) {
            if (!frames.hasRemaining()) {
                // The library's stream stays ended after a frame that was the last of its input.
                frames.close();
                frames = open();
            }
            frames.source(ByteBuffer.wrap(from.bytes(), from.offset(), from.remaining()));
            from.skip(from.remaining());
        }
        try {
            int produced = frames.read(target.clear());
            piece.give(produced, out);
            if (produced == Piece.BYTES || frames.hasInput()) {
                return Progress.MORE;
            }
            frames.source(ByteBuffer.wrap(NOTHING));
            return Progress.TAKEN;
        } catch (IOException e) {
            return Progress.BROKEN;
        }
    }

    @Override
    boolean ended() {
        return !frames.hasRemaining();
    }

    @Override
    void release() {
        frames.close();
    }

    private static Frames open() {
        try {
            Frames frames = new Frames();
            frames.setLongMax(WINDOW_BITS);
            return frames;
        } catch (IOException e) {
            throw new IllegalStateException("no memory for a Zstandard decoder", e);
        }
    }

    /** The library's stream, which pulls, given its input by hand; it works on arrays, so no direct memory waits for the collector. */
    private static final class Frames extends ZstdBufferDecompressingStreamNoFinalizer {

        Frames() {
            super(ByteBuffer.wrap(NOTHING));
        }

        void source(ByteBuffer next) {
            source = next;
        }

        boolean hasInput() {
            return source.hasRemaining();
        }
    }
}
