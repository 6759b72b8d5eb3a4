package io.geocompliance.gateway.audit.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes lines out of bytes, with as much memory as one line may need. Owned by one thread. */
final class LineScanner implements AutoCloseable {

    /** The most that an entry of tlog-tiles can be. */
    static final int LONGEST_LINE = 65_535;

    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_LINE * 4];
    private int from;
    private int to;
    private long offset;

    LineScanner(InputStream in) {
        this.in = in;
    }

    /** The next whole line without its LF, or null where none follows; what stands behind the last LF is none. */
    byte @Nullable [] next() throws IOException {
        int searched = from;
        while (true) {
            for (int i = searched; i < to; i++) {
                if (buffer[i] == '\n') {
                    byte[] line = Arrays.copyOfRange(buffer, from, i);
                    offset += line.length + 1L;
                    from = i + 1;
                    return line;
                }
            }
            searched = to - from;
            if (searched > LONGEST_LINE) {
                return null;
            }
            System.arraycopy(buffer, from, buffer, 0, searched);
            from = 0;
            to = searched;
            int read = in.read(buffer, to, buffer.length - to);
            if (read < 0) {
                return null;
            }
            to += read;
        }
    }

    /** Bytes up to the end of the last line that was returned. */
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
