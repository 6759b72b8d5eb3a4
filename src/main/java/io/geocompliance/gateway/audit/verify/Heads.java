package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signed heads of one epoch, met on the way: its checkpoint, one per minute in {@code anchors}, and those that the auditor kept. Anchors are
 * read one after the other.
 */
final class Heads {

    /** How a head compares with the lines. */
    record Met(String what, Checkpoint head, boolean same) {}

    private final List<VerifierKey> keys;
    private final String origin;
    private final Findings findings;
    private final Iterator<SignedNote> anchors;
    private final List<Checkpoint> waiting = new ArrayList<>();
    private final List<Met> wrong = new ArrayList<>();
    private @Nullable Checkpoint last;
    private @Nullable Checkpoint nextAnchor;
    private boolean lastIsWrong;
    private long sameUpTo;

    Heads(Epoch epoch, String origin, List<VerifierKey> keys, Findings findings) throws IOException {
        this.origin = origin;
        this.keys = keys;
        this.findings = findings;
        this.anchors = notes(epoch).iterator();
        readLast(epoch);
        nextAnchor = anchor();
    }

    private void readLast(Epoch epoch) throws IOException {
        Optional<SignedNote> note;
        try {
            note = epoch.signedHead();
        } catch (IOException e) {
            findings.add(Finding.Kind.BAD_SIGNATURE, "The checkpoint can't be read: " + e.getMessage());
            return;
        }
        if (note.isEmpty()) {
            findings.add(Finding.Kind.BAD_SIGNATURE, "There is no checkpoint: nobody has signed what stands here.");
        } else {
            last = trusted(note.get(), "The checkpoint");
        }
    }

    /** The head if it is of this log and signed by a key that is trusted. */
    private @Nullable Checkpoint trusted(SignedNote note, String what) {
        try {
            Checkpoint checkpoint = Checkpoint.of(note);
            if (!checkpoint.origin().equals(origin)) {
                findings.add(
                        Finding.Kind.BAD_SIGNATURE,
                        what + " is of the log " + checkpoint.origin() + " and not of " + origin + ".");
            } else if (keys.stream().noneMatch(key -> key.named(origin).signed(note))) {
                findings.add(
                        Finding.Kind.BAD_SIGNATURE,
                        what + " of " + checkpoint.head().size() + " records is not signed by the log's key.");
            } else {
                return checkpoint;
            }
        } catch (IllegalArgumentException e) {
            findings.add(Finding.Kind.BAD_SIGNATURE, what + " is none: " + e.getMessage() + ".");
        }
        return null;
    }

    /** Heads that somebody else kept. */
    void keep(SignedNote note) {
        Checkpoint kept = trusted(note, "A kept checkpoint");
        if (kept != null) {
            waiting.add(kept);
        }
    }

    private static Stream<SignedNote> notes(Epoch epoch) throws IOException {
        List<Path> days;
        try (Stream<Path> files = Files.list(epoch.anchors())) {
            days = files.sorted().toList();
        } catch (NoSuchFileException e) {
            days = List.of();
        }
        return days.stream().flatMap(Heads::ofDay);
    }

    /** Two empty lines a note, one within it and one behind; a last one that is incomplete was never finished. */
    static Stream<SignedNote> ofDay(Path day) {
        List<SignedNote> notes = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(day)) {
            StringBuilder note = new StringBuilder();
            boolean signatures = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && signatures) {
                    notes.add(SignedNote.parse(note.toString()));
                    note.setLength(0);
                    signatures = false;
                } else {
                    signatures |= line.isEmpty();
                    note.append(line).append('\n');
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Stream.concat(notes.stream(), Stream.of(new SignedNote("an unreadable anchor\n", List.of())));
        }
        return notes.stream();
    }

    private @Nullable Checkpoint anchor() {
        while (anchors.hasNext()) {
            Checkpoint anchor = trusted(anchors.next(), "An anchor");
            if (anchor != null) {
                return anchor;
            }
        }
        return null;
    }

    /** The tree has grown. */
    void at(TreeFrontier edge) {
        long size = edge.size();
        while (nextAnchor != null && nextAnchor.head().size() <= size) {
            meet(nextAnchor, "the anchor", edge);
            nextAnchor = anchor();
        }
        if (last != null && last.head().size() == size) {
            lastIsWrong = !meet(last, "the checkpoint", edge);
        }
        for (Checkpoint kept : waiting) {
            if (kept.head().size() == size) {
                meet(kept, "a kept checkpoint", edge);
            }
        }
    }

    /** Heads within pruned records can't be compared. */
    private boolean meet(Checkpoint head, String what, TreeFrontier edge) {
        if (head.head().size() != edge.size()) {
            return true;
        }
        boolean same = head.head().root().equals(edge.root());
        if (same) {
            sameUpTo = edge.size();
        } else if (wrong.size() < 100) {
            wrong.add(new Met(what, head, false));
        }
        return same;
    }

    /**
     * Says what the heads tell together.
     *
     * @param size of the tree
     * @param comparable whether every record was at hand in its place
     */
    void end(long size, boolean comparable) {
        if (last != null) {
            laterThanLast(last);
        }
        if (comparable) {
            compare();
        }
        for (Checkpoint kept : waiting) {
            if (kept.head().size() > size) {
                findings.add(
                        Finding.Kind.TAIL_CUT,
                        "A checkpoint that was kept elsewhere has "
                                + kept.head().size() + " records, the log has " + size
                                + ": its end was cut off and it was signed anew.");
            }
        }
    }

    private void laterThanLast(Checkpoint checkpoint) {
        Checkpoint later = nextAnchor;
        for (Checkpoint anchor = nextAnchor; anchor != null; anchor = anchor()) {
            later = anchor;
        }
        nextAnchor = null;
        List<Met> anchors =
                wrong.stream().filter(met -> met.what().equals("the anchor")).toList();
        if (later == null && !anchors.isEmpty()) {
            later = anchors.get(anchors.size() - 1).head();
        }
        if (later != null && later.head().size() > checkpoint.head().size()) {
            findings.add(
                    Finding.Kind.CHECKPOINT_REPLACED,
                    "The checkpoint has " + checkpoint.head().size() + " records, but "
                            + later.head().size() + " were signed before: an older one was put in its place.");
        }
    }

    private void compare() {
        if (wrong.isEmpty()) {
            return;
        }
        Met first = wrong.get(0);
        if (lastIsWrong) {
            findings.add(
                    Finding.Kind.ROOT_MISMATCH,
                    "The lines are not those that were signed: they agree with a signature up to record " + sameUpTo
                            + ", and from there to record "
                            + first.head().head().size() + " at least one was changed.");
        } else {
            findings.add(
                    Finding.Kind.FORK,
                    "Two histories were signed: the lines have another root at "
                            + first.head().head().size() + " records than " + first.what() + " of the same size.");
        }
    }

    Optional<Checkpoint> last() {
        return Optional.ofNullable(last);
    }
}
