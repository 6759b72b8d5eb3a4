package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an epoch is found to be when a log starts; packed segments are taken by their hashes, growing ones by their lines.
 *
 * @param verdict whether its tree may go on
 * @param signed what its checkpoint says; null if there is none
 * @param edge of the tree
 * @param last where the last segment stands; null if there is none
 * @param unpacked segments that grow no more and wait to be packed
 */
record EpochState(
        Verdict verdict,
        @Nullable SignedNote signed,
        TreeFrontier edge,
        @Nullable Growing last,
        List<SegmentPacker> unpacked) {

    /** Whether a tree may go on, and why not. */
    enum Verdict {
        /** It may. */
        WHOLE,
        /** Its lines end before what was signed: an older copy was put back. */
        BEHIND,
        /** Its lines are not those that were signed, or not lines. */
        DAMAGED,
        /** It was signed by another key. */
        OTHER_KEY
    }

    /**
     * The segment that grows.
     *
     * @param before the tree before it
     * @param bytes of its whole lines
     * @param signedBytes of its lines that were forced before the checkpoint was signed, at least
     */
    record Growing(Segment segment, TreeFrontier before, long bytes, long signedBytes) {}

    /** Head as signed; empty tree if nothing was. */
    Proofs.Head head() {
        return signed == null
                ? new Proofs.Head(0, new TreeHasher().empty())
                : Checkpoint.of(signed).head();
    }

    static EpochState of(Epoch epoch, VerifierKey key) throws IOException {
        return new Finder(epoch, key).find();
    }

    /** One way through an epoch's files. */
    private static final class Finder {

        private final Epoch epoch;
        private final VerifierKey key;
        private final TreeHasher hasher = new TreeHasher();
        private final TreeFrontier edge = new TreeFrontier(hasher);
        private final List<SegmentPacker> unpacked = new ArrayList<>();
        private Verdict verdict = Verdict.WHOLE;
        private @Nullable SignedNote signed;
        private Proofs.@Nullable Head head;
        private @Nullable Growing last;

        Finder(Epoch epoch, VerifierKey key) {
            this.epoch = epoch;
            this.key = key;
        }

        EpochState find() throws IOException {
            readHead();
            List<Segment> segments = Segment.of(epoch);
            for (int i = 0; i < segments.size() && verdict != Verdict.DAMAGED; i++) {
                take(segments.get(i), i == segments.size() - 1);
            }
            if (head != null && verdict == Verdict.WHOLE && edge.size() < head.size()) {
                verdict = Verdict.BEHIND;
            }
            boolean beyondItsFirstSecond =
                    !segments.isEmpty() && !segments.get(0).isGrowing();
            if (head == null && beyondItsFirstSecond) {
                verdict = Verdict.DAMAGED; // a checkpoint was written before the first segment was packed
            }
            return new EpochState(verdict, signed, edge, last, unpacked);
        }

        private void readHead() {
            try {
                Optional<SignedNote> note = epoch.signedHead();
                if (note.isPresent()) {
                    Checkpoint checkpoint = Checkpoint.of(note.get());
                    signed = note.get();
                    head = checkpoint.head();
                    if (!key.named(checkpoint.origin()).signed(note.get())) {
                        verdict = Verdict.OTHER_KEY;
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                verdict = Verdict.DAMAGED;
            }
        }

        private void take(Segment segment, boolean isLast) throws IOException {
            if (segment.first() != edge.size()) {
                verdict = Verdict.DAMAGED;
            } else if (segment.isGrowing()) {
                grow(segment, isLast);
            } else {
                try {
                    SegmentMeta.blocks(segment).forEach(edge::appendBlock);
                    compare();
                } catch (IOException e) {
                    verdict = Verdict.DAMAGED;
                }
            }
        }

        private void grow(Segment segment, boolean isLast) throws IOException {
            TreeFrontier before = edge.copy();
            long signedBytes = 0;
            try (LineScanner lines = new LineScanner(segment.open())) {
                for (byte[] line = lines.next(); line != null; line = lines.next()) {
                    if (!LineSeal.isSealed(line, edge.size())) {
                        verdict = Verdict.DAMAGED;
                        return;
                    }
                    edge.append(hasher.leaf(line));
                    compare();
                    if (head != null && edge.size() <= head.size()) {
                        signedBytes = lines.offset();
                    }
                }
                if (isTorn(segment, lines.offset(), isLast)) {
                    verdict = Verdict.DAMAGED;
                    return;
                }
                last = new Growing(segment, before, lines.offset(), signedBytes);
            }
            if (!isLast) {
                unpacked.add(new SegmentPacker(epoch, segment, before));
                last = null;
            }
        }

        /** Whether more stands behind the lines than a death leaves: a part of one line, in the last segment. */
        private static boolean isTorn(Segment segment, long lineBytes, boolean isLast) throws IOException {
            Optional<TornTail> torn = TornTail.of(segment.file());
            long whole = torn.map(TornTail::from).orElse(Files.size(segment.file()));
            return whole != lineBytes || (torn.isPresent() && !isLast);
        }

        private void compare() {
            if (head != null && edge.size() == head.size() && !edge.root().equals(head.root())) {
                verdict = Verdict.DAMAGED;
            }
        }
    }
}
