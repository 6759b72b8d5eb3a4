package io.geocompliance.gateway.coding;

/** Encodes {@code deflate} as RFC 9110 8.4.1.2 defines it, in zlib's format, never bare. */
final class DeflateEncoder extends EncodingStream {

    private final Deflation deflation = new Deflation(false);

    @Override
    void encode(byte[] bytes, int offset, int length, Sink out) {
        deflation.feed(bytes, offset, length, out);
    }

    @Override
    void sync(Sink out) {
        deflation.sync(out);
    }

    @Override
    void end(Sink out) {
        deflation.finish(out);
    }

    @Override
    void release() {
        deflation.release();
    }
}
