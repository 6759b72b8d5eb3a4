package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The largest checkpoint seen of each origin, one file each. A new one is written beside the old, forced, renamed over it, and the
 * directory forced: at every moment one of the two is whole on the disk. Held by one process; guarded by its owner.
 */
final class WitnessState implements AutoCloseable {

    private static final String SUFFIX = ".checkpoint";

    private final Path directory;
    private final FileChannel lock;
    private final Map<String, SignedNote> latest = new TreeMap<>();

    private WitnessState(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Reads what is there; a file that can't be read stops it, because forgetting a tree means signing its fork. */
    static WitnessState open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        WitnessState state = new WitnessState(directory, lock);
        try {
            if (!isFree(lock)) {
                throw new IOException("another witness is using " + directory);
            }
            state.read();
            return state;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void read() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    SignedNote note = SignedNote.parse(Files.readString(file));
                    String origin = Checkpoint.of(note).origin();
                    if (!file.equals(fileOf(origin))) {
                        throw new IllegalArgumentException("it is not the file of " + origin);
                    }
                    latest.put(origin, note);
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + " is damaged: " + e.getMessage(), e);
                }
            }
        }
    }

    Optional<Checkpoint> latest(String origin) {
        return Optional.ofNullable(latest.get(origin)).map(Checkpoint::of);
    }

    Collection<SignedNote> all() {
        return latest.values();
    }

    /** Returns once it is on the disk. */
    void store(SignedNote note) throws IOException {
        String origin = Checkpoint.of(note).origin();
        Path file = fileOf(origin);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(note.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
        latest.put(origin, note);
    }

    /** An origin may hold what no file name may. */
    private Path fileOf(String origin) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(digest) + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
