package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Real files on a disk that fails when a test says so: a force that reports an error can't be had from a healthy one. */
final class FaultyFiles implements LogFiles {

    private final LogFiles disk;

    /** Set by the test, read by the writer. */
    volatile boolean failsToForce;

    /** How many bytes the next line still gets onto the disk before the write fails; negative: all. */
    volatile int failsAfterBytes = -1;

    /** Set by the test: the next file that is asked claims to be as long as files become. */
    final AtomicBoolean claimsToBeFull = new AtomicBoolean();

    FaultyFiles(LogFiles disk) {
        this.disk = disk;
    }

    @Override
    public LogFile next(Instant now) throws IOException {
        return new FaultyFile(disk.next(now));
    }

    @Override
    public List<TornTail> tornTails() throws IOException {
        return disk.tornTails();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    private final class FaultyFile implements LogFile {

        private final LogFile file;
        private boolean failed;

        FaultyFile(LogFile file) {
            this.file = file;
        }

        @Override
        public void append(byte[] line) throws IOException {
            neverAgain();
            int part = failsAfterBytes;
            if (part >= 0) {
                file.append(java.util.Arrays.copyOf(line, part));
                failed = true;
                throw new IOException("No space left on device");
            }
            file.append(line);
        }

        @Override
        public void force() throws IOException {
            neverAgain();
            if (failsToForce) {
                failed = true;
                throw new IOException("Input/output error");
            }
            file.force();
        }

        private void neverAgain() {
            if (failed) {
                throw new AssertionError("a file that failed was used again");
            }
        }

        @Override
        public long bytes() {
            return claimsToBeFull.getAndSet(false) ? LogWriter.FILE_BYTES : file.bytes();
        }

        @Override
        public void discard() throws IOException {
            file.discard();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
