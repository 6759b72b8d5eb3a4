package io.geocompliance.gateway.audit.ship;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an epoch's lines in their order while it grows, across segments that are packed meanwhile. Lines that no head covers may still be
 * taken back, so bytes behind the limit are forgotten and read again. Owned by one thread.
 */
final class EpochTail implements AutoCloseable {

    /** More than any line. */
    private static final int BUFFER_BYTES = 1 << 18;

    /** A segment may be packed between its being found and its being opened; not three times. */
    private static final int TRIES = 3;

    private final Epoch epoch;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;

    private @Nullable Segment segment;
    private @Nullable InputStream in;

    /** Where the next line begins in the segment's plain bytes. */
    private long offset;

    /** Of the next line. */
    private long index;

    /** Begins with the record of an index. */
    EpochTail(Epoch epoch, long index) throws IOException {
        this.epoch = epoch;
        this.index = index;
    }

    /** Of the record that {@link #next} returns next. */
    long index() {
        return index;
    }

    /** The next record's line without LF, or null if its index is the limit. The limit is the size of a signed head. */
    byte @Nullable [] next(long limit) throws IOException {
        if (index >= limit) {
            if (segment != null && segment.isGrowing()) {
                close();
            }
            return null;
        }
        if (in == null) {
            seek();
        }
        byte[] line = inBuffer();
        while (line == null) {
            if (!fill()) {
                seek();
            }
            line = inBuffer();
        }
        index++;
        return line;
    }

    private byte @Nullable [] inBuffer() {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                byte[] line = Arrays.copyOfRange(buffer, from, i);
                offset += i + 1L - from;
                from = i + 1;
                return line;
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        InputStream bytes = in;
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (bytes == null || to == buffer.length) {
            throw new IOException("The record " + index + " of " + epoch.name() + " is no line.");
        }
        int read = bytes.read(buffer, to, buffer.length - to);
        to += Math.max(read, 0);
        return read > 0;
    }

    /** Opens the segment that holds the next record where it begins. */
    private void seek() throws IOException {
        Segment was = segment;
        boolean hasEnded = in != null;
        close();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Segment holding = holding(index);
            boolean isSame = was != null && was.first() == holding.first();
            if (isSame && hasEnded) {
                throw new IOException(
                        "The record " + index + " of " + epoch.name() + " is signed, and not in its segment.");
            }
            try {
                in = holding.open();
            } catch (NoSuchFileException e) {
                continue;
            }
            segment = holding;
            if (isSame) {
                in.skipNBytes(offset);
            } else {
                offset = 0;
                pass(index - holding.first());
            }
            return;
        }
        throw new IOException("The segment with the record " + index + " of " + epoch.name() + " can't be opened.");
    }

    private void pass(long lines) throws IOException {
        for (long passed = 0; passed < lines; ) {
            if (inBuffer() != null) {
                passed++;
            } else if (!fill()) {
                throw new IOException("The record " + index + " of " + epoch.name() + " is not in its segment.");
            }
        }
    }

    private Segment holding(long wanted) throws IOException {
        List<Segment> segments = Segment.of(epoch);
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment candidate = segments.get(i);
            if (candidate.first() <= wanted) {
                if (candidate.isPruned()) {
                    throw new IOException("The record " + wanted + " of " + epoch.name() + " is pruned.");
                }
                return candidate;
            }
        }
        throw new IOException("The record " + wanted + " of " + epoch.name() + " is not at hand.");
    }

    @Override
    public void close() throws IOException {
        from = 0;
        to = 0;
        InputStream open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
