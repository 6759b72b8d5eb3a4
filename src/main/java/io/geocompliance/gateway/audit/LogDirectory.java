package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The directory of a log, held by one process; each start writes a file of its own, so a torn end stays what it was. */
final class LogDirectory implements AutoCloseable {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final FileChannel lock;

    private LogDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static LogDirectory hold(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new LogDirectory(directory, lock);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer.
        }
        lock.close();
        throw new IOException("The audit directory " + directory
                + " is in use by another gateway; give each process a directory of its own.");
    }

    /** A new file, durable in its directory before the first line. */
    FileChannel newFile(Instant now) throws IOException {
        for (int suffix = 0; ; suffix++) {
            Path file = directory.resolve(String.format(Locale.ROOT, "%s-%03d.jsonl", MINUTE.format(now), suffix));
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
                    parent.force(true);
                }
                return channel;
            } catch (FileAlreadyExistsException e) {
                continue; // another start in the same minute
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
