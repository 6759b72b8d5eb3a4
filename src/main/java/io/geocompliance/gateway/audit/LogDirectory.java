package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of a log, held by one process. Each start and each turn of the day begins a file of its own, so a torn end stays
 * what it was. Directory and files are their owner's alone; a directory that was there keeps its mode.
 */
final class LogDirectory implements LogFiles {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final FileChannel lock;

    private LogDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static LogDirectory hold(Path directory) throws IOException {
        Files.createDirectories(directory, owners("rwx------"));
        FileChannel lock = open(directory.resolve("lock"), StandardOpenOption.CREATE);
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

    /** Opens a file for writing that none but its owner may read, whatever the process' umask says. */
    static FileChannel open(Path file, StandardOpenOption creation) throws IOException {
        return FileChannel.open(file, Set.of(creation, StandardOpenOption.WRITE), owners("rw-------"));
    }

    /** Nothing where the file system has no such modes. */
    private static FileAttribute<?>[] owners(String mode) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    @Override
    public LogFile next(Instant now) throws IOException {
        for (int suffix = 0; ; suffix++) {
            Path file = directory.resolve(String.format(Locale.ROOT, "%s-%03d.jsonl", MINUTE.format(now), suffix));
            try {
                FileChannel channel = open(file, StandardOpenOption.CREATE_NEW);
                syncDirectory();
                return new DiskFile(file, channel);
            } catch (FileAlreadyExistsException e) {
                continue; // another beginning in the same minute
            }
        }
    }

    @Override
    public List<TornTail> tornTails() throws IOException {
        List<TornTail> torn = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                Optional<TornTail> tail = TornTail.of(file);
                tail.ifPresent(torn::add);
            }
        }
        return torn;
    }

    private void syncDirectory() throws IOException {
        try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** A file on the disk; owned by the writer. */
    private static final class DiskFile implements LogFile {

        private final Path path;
        private final FileChannel channel;
        private long bytes;

        DiskFile(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public void append(byte[] line) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                bytes += channel.write(rest);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void discard() throws IOException {
            channel.close();
            Files.delete(path);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
