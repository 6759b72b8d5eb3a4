package io.geocompliance.gateway.audit.export;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.files.SegmentMeta;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a log in the forms of others while it is verified; what does not hold is taken away again. */
public final class Exports {

    private Exports() {}

    /** In which form. */
    public enum Form {
        ECS,
        OCSF,
        TLOG_TILES
    }

    /** What is exported, and to where: a file, or a directory that is not there yet. */
    public record Asked(Path log, Form form, Path target) {}

    /** Reads the whole log once; the visitor sees each line too. */
    public static Verification export(Asked asked, LogVerifier verifier, VerifiedLine.Visitor progress)
            throws IOException {
        if (Files.exists(asked.target())) {
            throw new IOException(asked.target() + " is there already.");
        }
        Path aside = Files.createTempDirectory(asked.target().toAbsolutePath().getParent(), "export");
        Path made = aside.resolve("made");
        try {
            Verification found = asked.form() == Form.TLOG_TILES
                    ? tiles(asked.log(), made, verifier, progress)
                    : events(asked, made, verifier, progress);
            if (found.isIntact()) {
                Files.move(made, asked.target(), StandardCopyOption.ATOMIC_MOVE);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        } finally {
            delete(aside);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Verification events(Asked asked, Path made, LogVerifier verifier, VerifiedLine.Visitor progress)
            throws IOException {
        EventFormat format = asked.form() == Form.ECS ? EventFormat.ECS : EventFormat.OCSF;
        Map<Epoch, String> origins = new HashMap<>();
        try (BufferedWriter out = Files.newBufferedWriter(made)) {
            return verifier.verify(asked.log(), line -> {
                progress.line(line);
                if (line.kind().equals("dec")) {
                    try {
                        out.write(format.event(line, origins.computeIfAbsent(line.epoch(), Exports::origin)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
    }

    private static String origin(Epoch epoch) {
        return head(epoch).map(Checkpoint::origin).orElse("");
    }

    private static Optional<Checkpoint> head(Epoch epoch) {
        try {
            return epoch.signedHead().map(Checkpoint::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory for each epoch, of what its checkpoint covers. */
    private static Verification tiles(Path log, Path made, LogVerifier verifier, VerifiedLine.Visitor progress)
            throws IOException {
        Map<Epoch, EpochTiles> epochs = new HashMap<>();
        Files.createDirectories(made);
        for (Epoch epoch : LogVerifier.epochs(log)) {
            Optional<SignedNote> note = epoch.signedHead();
            if (note.isPresent()) {
                epochs.put(epoch, EpochTiles.begin(epoch, made, note.get()));
            }
        }
        Verification found = verifier.verify(log, line -> {
            progress.line(line);
            EpochTiles tiles = epochs.get(line.epoch());
            if (tiles != null) {
                tiles.line(line);
            }
        });
        for (EpochTiles tiles : epochs.values()) {
            tiles.end();
        }
        return found;
    }

    /** One epoch's tiles, up to the head that was signed when the export began. */
    private record EpochTiles(TileTree tree, long size, Path directory, SignedNote head) {

        static EpochTiles begin(Epoch epoch, Path made, SignedNote head) throws IOException {
            Path directory = Files.createDirectories(made.resolve(epoch.name()));
            TileTree tree = new TileTree(directory);
            List<Segment> segments = Segment.of(epoch);
            for (Segment segment : segments) {
                if (!segment.isPruned()) {
                    break;
                }
                for (TreeHash block : SegmentMeta.blocks(segment)) {
                    tree.pruned(block);
                }
            }
            return new EpochTiles(tree, Checkpoint.of(head).head().size(), directory, head);
        }

        void line(VerifiedLine line) {
            if (line.index() < size) {
                try {
                    tree.entry(line.line(), line.leaf());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        void end() throws IOException {
            tree.end();
            Files.writeString(directory.resolve("checkpoint"), head.toString());
        }
    }
}
