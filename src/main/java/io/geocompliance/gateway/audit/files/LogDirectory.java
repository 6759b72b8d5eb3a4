package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of a log, held by one process: its epochs, its public key, a lock. Finds at each start where the log goes on. */
public final class LogDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogDirectory.class);

    /** The key's place where the settings name none. */
    public static final String KEY = "log.key";

    private final Path directory;
    private final FileChannel lock;
    private final Disk disk;
    private final Packing packing = new Packing();

    private LogDirectory(Path directory, FileChannel lock, Disk disk) {
        this.directory = directory;
        this.lock = lock;
        this.disk = disk;
    }

    /**
     * Where a log goes on.
     *
     * @param writer at the end of what there is
     * @param previous the epoch before, if this one has no record yet
     * @param torn what stood behind the last whole line and was cut
     */
    public record Beginning(EpochWriter writer, @Nullable Previous previous, Optional<TornTail> torn) {}

    /**
     * An epoch that does not go on.
     *
     * @param head what it signed last
     * @param why year, other-key, behind, damaged, contradicted or given-up
     * @param key who signed it, as a public key; null where that is not known
     */
    public record Previous(
            String epoch,
            Proofs.Head head,
            String why,
            @Nullable String key) {}

    public static LogDirectory hold(Path directory, Disk disk) throws IOException {
        OwnerFiles.createDirectories(directory);
        FileChannel lock = OwnerFiles.open(directory.resolve("lock"), StandardOpenOption.CREATE);
        try {
            if (lock.tryLock() != null) {
                return new LogDirectory(directory, lock, disk);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer.
        }
        lock.close();
        throw new IOException("The audit directory " + directory
                + " is in use by another gateway; give each process a directory of its own.");
    }

    public Path directory() {
        return directory;
    }

    /** What the directory is on. */
    public Disk disk() {
        return disk;
    }

    /** Looks at what there is, and goes on in its last epoch or in a new one; what a new one follows stays as it is. */
    public Beginning begin(SigningKey key, Instant now) throws IOException {
        List<Epoch> epochs = Epoch.of(directory);
        Previous previous = null;
        for (int i = epochs.size() - 1; i >= 0; i--) {
            Epoch epoch = epochs.get(i);
            Optional<TornTail> torn = tornTail(epoch);
            EpochState state = EpochState.of(epoch, key.verifier());
            boolean isEmpty = state.edge().size() == 0 && state.signed() == null;
            if (isEmpty && i > 0) {
                continue; // begun and given up: it is begun again, after the one before
            }
            String why = whyNot(epoch, state, now);
            if (why == null && i == epochs.size() - 1) {
                return resume(epoch, state, key, torn);
            }
            if (!isEmpty) {
                previous = previous(epoch, state, why == null ? "given-up" : why);
                LOG.warn("The epoch {} of the evidence log does not go on ({}).", epoch.name(), previous.why());
                return first(next(epochs, epochs.subList(i + 1, epochs.size()), now), key, previous);
            }
        }
        return first(next(epochs, epochs, now), key, previous);
    }

    /** Given-up epochs are used again. */
    private Epoch next(List<Epoch> epochs, List<Epoch> empty, Instant now) {
        if (!empty.isEmpty()) {
            return empty.get(0);
        }
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        if (epochs.isEmpty()) {
            return Epoch.named(directory, year, 0);
        }
        Epoch last = epochs.get(epochs.size() - 1);
        return year > last.year()
                ? Epoch.named(directory, year, 0)
                : Epoch.named(directory, last.year(), last.number() + 1);
    }

    private static @Nullable String whyNot(Epoch epoch, EpochState state, Instant now) {
        if (state.verdict() != EpochState.Verdict.WHOLE) {
            return state.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (Files.exists(epoch.contradicted())) {
            return "contradicted";
        }
        return now.atOffset(ZoneOffset.UTC).getYear() > epoch.year() ? "year" : null;
    }

    private static Previous previous(Epoch epoch, EpochState state, String why) throws IOException {
        String signer = Files.exists(epoch.publicKey())
                ? Files.readString(epoch.publicKey()).strip()
                : null;
        return new Previous(epoch.name(), state.head(), why, signer);
    }

    private Optional<TornTail> tornTail(Epoch epoch) throws IOException {
        List<Segment> segments = Segment.of(epoch);
        if (segments.isEmpty() || !segments.get(segments.size() - 1).isGrowing()) {
            return Optional.empty();
        }
        return TornTail.of(segments.get(segments.size() - 1).file());
    }

    private Beginning resume(Epoch epoch, EpochState state, SigningKey key, Optional<TornTail> torn)
            throws IOException {
        if (torn.isPresent()) {
            torn.get().note(disk, epoch);
            LOG.warn(
                    "The epoch {} of the evidence log ended within a line; {} bytes were cut off.",
                    epoch.name(),
                    torn.get().bytes());
        }
        removeLeftovers(epoch);
        EpochWriter writer = EpochWriter.resume(new EpochWriter.Place(epoch, disk, key, packing), state);
        state.unpacked().forEach(packing::pack);
        return new Beginning(writer, null, TornTail.noted(epoch));
    }

    /** Plain files whose packed form is whole: a crash came between its renaming and their removal. */
    private static void removeLeftovers(Epoch epoch) throws IOException {
        for (Segment segment : Segment.of(epoch)) {
            if (!segment.isGrowing()) {
                Files.deleteIfExists(Segment.growing(epoch, segment.first()).file());
            }
        }
    }

    private Beginning first(Epoch epoch, SigningKey key, @Nullable Previous previous) throws IOException {
        epoch.create();
        VerifierKey signer = key.verifier().named(epoch.origin(key.verifier().name()));
        disk.replace(epoch.publicKey(), (signer + "\n").getBytes(StandardCharsets.US_ASCII));
        EpochState empty = EpochState.of(epoch, key.verifier());
        EpochWriter writer = EpochWriter.resume(new EpochWriter.Place(epoch, disk, key, packing), empty);
        return new Beginning(writer, previous, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        packing.close();
        lock.close();
    }
}
