package io.geocompliance.gateway.audit.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the log asks of a disk; the seam below which tests let it fail. */
public interface Disk {

    /** The one of this machine. */
    Disk REAL = new RealDisk();

    /** Opens a file that ends at this length from now on; made, durably in its directory, if it is absent. */
    Appending append(Path file, long length) throws IOException;

    /** Puts a file in another's place in one step that survives a power cut: written aside, forced, renamed, directory forced. */
    void replace(Path file, byte[] content) throws IOException;

    /** How many bytes this process may still write where the directory is. */
    long usableBytes(Path directory) throws IOException;

    /** A file that grows. After a failed force it is never forced again. */
    interface Appending extends AutoCloseable {

        /** Writes all that remains, or fails and may leave a part of it. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when everything written so far is on the disk. */
        void force() throws ForceFailedException;

        @Override
        void close() throws IOException;
    }
}
