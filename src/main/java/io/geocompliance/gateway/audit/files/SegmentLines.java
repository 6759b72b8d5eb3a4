package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The lines of a segment, one after the other, in bounded memory; with the SHA-256 of all its bytes when the last was read. */
public final class SegmentLines implements AutoCloseable {

    private final MessageDigest digest = TreeHasher.sha256();
    private final InputStream bytes;
    private final LineScanner lines;
    private final CountingStream counted;

    public SegmentLines(Segment segment) throws IOException {
        InputStream opened = segment.open();
        counted = new CountingStream(segment.isGrowing() ? opened : new DigestInputStream(opened, digest));
        bytes = counted;
        lines = new LineScanner(bytes);
    }

    /** Counts what is read. */
    private static final class CountingStream extends java.io.FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read blocks of bytes");
        }
    }

    /** The next line without LF, or null where no whole one follows. */
    public byte @Nullable [] next() throws IOException {
        return lines.next();
    }

    /** To be asked after the last line: how many bytes stand behind it. */
    public long behind() throws IOException {
        bytes.transferTo(OutputStream.nullOutputStream());
        return counted.count - lines.offset();
    }

    /** To be asked after the last line, of a packed segment: SHA-256 of its lines, in hex. */
    public String sha256() throws IOException {
        bytes.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
