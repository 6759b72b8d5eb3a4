package io.geocompliance.gateway.coding;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small coded streams of every shape that a format allows, most of them none that our own encoders write. */
final class Streams {

    private Streams() {}

    /**
     * A coded body.
     *
     * @param checked whether the format verifies what it decodes to
     */
    record Shape(String name, ContentCoding coding, byte[] coded, byte[] body, boolean checked) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        byte[] body = Bodies.page(400, 11);
        byte[] other = Bodies.noise(90, 12);
        byte[] both = Bodies.concat(body, other);
        byte[] deflated = deflate(body, true);
        return Stream.of(
                new Shape("gzip", ContentCoding.GZIP, gzip(0, body), body, true),
                new Shape("gzip with all fields", ContentCoding.GZIP, gzip(0x1f, body), body, true),
                new Shape(
                        "gzip in two members",
                        ContentCoding.GZIP,
                        Bodies.concat(gzip(0, body), gzip(0x08, other)),
                        both,
                        true),
                new Shape("zlib", ContentCoding.DEFLATE, deflate(body, false), body, true),
                new Shape("bare deflate", ContentCoding.DEFLATE, deflated, body, false),
                new Shape("br", ContentCoding.BR, Bodies.encode(ContentCoding.BR, body), body, false),
                new Shape("zstd", ContentCoding.ZSTD, zstd(body, true), body, true),
                new Shape(
                        "zstd in two frames and a skippable one",
                        ContentCoding.ZSTD,
                        Bodies.concat(zstd(body, true), skippable(other), zstd(other, true)),
                        both,
                        true));
    }

    static byte[] deflate(byte[] body, boolean bare) {
        Deflater deflater = new Deflater(9, bare);
        try {
            deflater.setInput(body);
            deflater.finish();
            byte[] coded = new byte[body.length + 100];
            return java.util.Arrays.copyOf(coded, deflater.deflate(coded));
        } finally {
            deflater.end();
        }
    }

    /** One member with the fields that the flags announce (RFC 1952 2.3). */
    static byte[] gzip(int flags, byte[] body) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 2, 3});
        if ((flags & 0x04) != 0) {
            head.writeBytes(new byte[] {5, 0, 'A', 'p', 1, 0, 0});
        }
        if ((flags & 0x08) != 0) {
            head.writeBytes("page.html\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        if ((flags & 0x10) != 0) {
            head.writeBytes("a comment\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        if ((flags & 0x02) != 0) {
            int sum = (int) crc(head.toByteArray());
            head.write(sum);
            head.write(sum >> 8);
        }
        ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt((int) crc(body)).putInt(body.length);
        return Bodies.concat(head.toByteArray(), deflate(body, true), trailer.array());
    }

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    static byte[] zstd(byte[] body, boolean checksum) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer frame = new ZstdOutputStreamNoFinalizer(coded)) {
            frame.setChecksum(checksum);
            frame.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coded.toByteArray();
    }

    /** RFC 8878 3.1.2. */
    static byte[] skippable(byte[] data) {
        ByteBuffer frame = ByteBuffer.allocate(8 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return frame.putInt(0x184D2A5F).putInt(data.length).put(data).array();
    }

    /** A frame that asks its receiver for a window of so many bits. */
    static byte[] zstdWithWindow(int bits, byte[] body) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer frame = new ZstdOutputStreamNoFinalizer(coded)) {
            frame.setLong(bits);
            frame.write(body, 0, body.length / 2);
            frame.flush();
            frame.write(body, body.length / 2, body.length - body.length / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Zstd.getFrameContentSize(coded.toByteArray()) > 0) {
            throw new IllegalStateException("a frame of known size has no window of its own");
        }
        return coded.toByteArray();
    }
}
