package io.geocompliance.gateway.coding;

import java.util.zip.CRC32;

/** Encodes gzip (RFC 1952): one member, without time, name or system. */
final class GzipEncoder extends EncodingStream {

    private static final int UNKNOWN_SYSTEM = 0xff;

    private static final byte[] HEADER = {
        (byte) GzipHeader.ID1, (byte) GzipHeader.ID2, GzipHeader.DEFLATE, 0, 0, 0, 0, 0, 0, (byte) UNKNOWN_SYSTEM
    };

    private final Deflation deflation = new Deflation(true);
    private final CRC32 crc = new CRC32();

    private boolean headerSent;

    /** Of the input, modulo 2^32 as in the trailer. */
    private int size;

    @Override
    void encode(byte[] bytes, int offset, int length, Sink out) {
        sendHeader(out);
        crc.update(bytes, offset, length);
        size += length;
        deflation.feed(bytes, offset, length, out);
    }

    @Override
    void sync(Sink out) {
        sendHeader(out);
        deflation.sync(out);
    }

    @Override
    void end(Sink out) {
        sendHeader(out);
        deflation.finish(out);
        byte[] trailer = new byte[8];
        putLittleEndian((int) crc.getValue(), trailer, 0);
        putLittleEndian(size, trailer, 4);
        out.accept(trailer, 0, trailer.length);
    }

    @Override
    void release() {
        deflation.release();
    }

    private void sendHeader(Sink out) {
        if (!headerSent) {
            headerSent = true;
            out.accept(HEADER.clone(), 0, HEADER.length);
        }
    }

    private static void putLittleEndian(int value, byte[] into, int at) {
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
