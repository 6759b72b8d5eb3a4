package io.geocompliance.gateway.coding;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Encodes Zstandard (RFC 8878): one frame. */
final class ZstdEncoder extends EncodingStream {

    /** The library's default: several times faster than gzip at 6 and smaller. */
    private static final int LEVEL = 3;

    /** 512 KiB, as for Brotli: nearly any page whole, a fraction of the default's memory, far below RFC 9659's 8 MiB. */
    private static final int WINDOW_BITS = 19;

    private final Outlet outlet = new Outlet();
    private final ZstdOutputStreamNoFinalizer frame;

    ZstdEncoder() {
        try {
            frame = new ZstdOutputStreamNoFinalizer(outlet, LEVEL);
            frame.setWindowLog(WINDOW_BITS);
        } catch (IOException e) {
            throw new IllegalStateException("no memory for a Zstandard encoder", e);
        }
    }

    @Override
    void encode(byte[] bytes, int offset, int length, Sink out) {
        outlet.to(out, () -> frame.write(bytes, offset, length));
    }

    @Override
    void sync(Sink out) {
        outlet.to(out, frame::flush);
    }

    @Override
    void end(Sink out) {
        outlet.to(out, frame::close);
    }

    @Override
    void release() {
        // The library frees only by writing the frame's end; nobody wants it now. After end() this does nothing.
        outlet.to((bytes, offset, length) -> {}, frame::close);
    }

    /** Where the library's stream writes to: the sink of the call that is running. */
    private static final class Outlet extends OutputStream {

        private Sink sink = (bytes, offset, length) -> {};

        void to(Sink out, Step step) {
            sink = out;
            try {
                step.run();
            } catch (IOException e) {
                throw new UncheckedIOException("the Zstandard encoder failed", e);
            }
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int at = 0; at < length; at += Piece.BYTES) {
                sink.accept(bytes, offset + at, Math.min(Piece.BYTES, length - at));
            }
        }
    }

    /** One call into the library's stream. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
