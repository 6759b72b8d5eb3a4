package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The files of a log, one after the other; below this seam is the disk. */
interface LogFiles extends AutoCloseable {

    /** A new file, durable in its directory before the first line. */
    LogFile next(Instant now) throws IOException;

    /** What earlier files end with that is no whole line: the last process died, or the disk was full. */
    List<TornTail> tornTails() throws IOException;

    @Override
    void close() throws IOException;

    /** One file. After a failure nothing is written to it, and it is never forced again. */
    interface LogFile extends AutoCloseable {

        /** Appends a whole line, or fails and may leave a part of it. */
        void append(byte[] line) throws IOException;

        /** Returns when everything appended so far is on the disk. */
        void force() throws IOException;

        /** Bytes appended. */
        long bytes();

        /** Removes the file, which holds nothing that is needed. */
        void discard() throws IOException;

        @Override
        void close() throws IOException;
    }
}
