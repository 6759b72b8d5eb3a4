package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.ForceFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A real disk that fails when a test says so: a force that reports an error can't be had from a healthy one. */
final class FaultyDisk implements Disk {

    /** Set by the test, read by the writer. */
    volatile boolean failsToForce;

    /** Set by the test: no checkpoint gets onto the disk. */
    volatile boolean failsToReplace;

    /** How many bytes the next write still gets onto the disk before it fails; negative: all. */
    volatile int failsAfterBytes = -1;

    /** Set by the test: what is left, as far as the log is told. */
    volatile long usableBytes = Long.MAX_VALUE / 2;

    /** Forces that were tried after one of the same file had failed. */
    final AtomicInteger secondTries = new AtomicInteger();

    @Override
    public Appending append(Path file, long length) throws IOException {
        return new FaultyFile(Disk.REAL.append(file, length));
    }

    @Override
    public long usableBytes(Path directory) {
        return usableBytes;
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        if (failsToReplace) {
            throw new IOException("No space left on device");
        }
        Disk.REAL.replace(file, content);
    }

    private final class FaultyFile implements Appending {

        private final Appending file;
        private boolean failed;

        FaultyFile(Appending file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            neverAgain();
            int part = failsAfterBytes;
            if (part >= 0 && bytes.hasRemaining()) {
                failed = true;
                file.write(bytes.slice(bytes.position(), Math.min(part, bytes.remaining())));
                throw new IOException("No space left on device");
            }
            file.write(bytes);
        }

        @Override
        public void force() throws ForceFailedException {
            neverAgain();
            if (failsToForce) {
                failed = true;
                throw new ForceFailedException(new IOException("Input/output error"));
            }
            file.force();
        }

        private void neverAgain() {
            if (failed) {
                secondTries.incrementAndGet();
                throw new AssertionError("a file that failed was used again");
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
