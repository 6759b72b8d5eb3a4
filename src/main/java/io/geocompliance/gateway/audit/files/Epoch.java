package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One tree and its directory. A log goes on in a new epoch each year, with a new key, and where the old tree can't be trusted to go on.
 *
 * @param directory named by year and number, such as {@code 2026-000}
 */
public record Epoch(Path directory) {

    private static final Pattern NAME = Pattern.compile("[0-9]{4}-[0-9]{3}");

    /** Those of a log, the oldest first. */
    public static List<Epoch> of(Path log) throws IOException {
        try (Stream<Path> entries = Files.list(log)) {
            return entries.filter(entry -> Files.isDirectory(entry)
                            && NAME.matcher(String.valueOf(entry.getFileName())).matches())
                    .sorted()
                    .map(Epoch::new)
                    .toList();
        }
    }

    static Epoch named(Path log, int year, int number) {
        return new Epoch(log.resolve(String.format(Locale.ROOT, "%04d-%03d", year, number)));
    }

    public String name() {
        return Objects.requireNonNull(directory.getFileName(), "an epoch has a name")
                .toString();
    }

    int year() {
        return Integer.parseInt(name().substring(0, 4));
    }

    int number() {
        return Integer.parseInt(name().substring(5));
    }

    /** The epoch's name as a log of its own. */
    public String origin(String log) {
        return log + "/" + name();
    }

    /** Segments that still grow or are not packed yet. */
    Path open() {
        return directory.resolve("open");
    }

    /** Segments that are packed. */
    Path packed() {
        return directory.resolve("seg");
    }

    /** The latest durable checkpoint. */
    public Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    /** Checkpoints that are kept, one per minute at most. */
    public Path anchors() {
        return directory.resolve("anchors");
    }

    /** Checkpoints with the cosignatures they got, a file a day. */
    public Path witnessed() {
        return directory.resolve("witnessed");
    }

    /** It is there if a witness knows another tree of this origin, which must not be signed for any more. */
    public Path contradicted() {
        return directory.resolve("contradicted");
    }

    /** Who signs for it, as others read it. */
    public Path publicKey() {
        return directory.resolve("log.pub");
    }

    /** Of the bytes that are cut off a torn end, until the log tells of them. */
    Path cut() {
        return directory.resolve("cut");
    }

    /** The signed note in {@link #checkpoint}, which nobody has judged yet; empty if there is none. */
    public Optional<SignedNote> signedHead() throws IOException {
        try {
            return Optional.of(SignedNote.parse(Files.readString(checkpoint())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw new IOException("The file " + checkpoint() + " is no checkpoint: " + e.getMessage());
        }
    }

    void create() throws IOException {
        OwnerFiles.createDirectories(open());
        OwnerFiles.createDirectories(packed());
        OwnerFiles.createDirectories(anchors());
        OwnerFiles.syncDirectory(directory);
        OwnerFiles.syncDirectory(OwnerFiles.parent(directory));
    }
}
