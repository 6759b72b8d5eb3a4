package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.files.SegmentLines;
import io.geocompliance.gateway.audit.files.SegmentMeta;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.ProofBuilder;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TlogProof;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes proofs from an epoch's files. Packed segments are taken by their hashes where a proof needs no single record of theirs; whatever those
 * say, a proof that does not lead to the signed root is not handed out.
 */
public record LogProofs(Epoch epoch) {

    /** A receipt for a record, against the epoch's signed head. */
    public TlogProof prove(long index) throws IOException {
        SignedNote note = epoch.signedHead()
                .orElseThrow(
                        () -> new IOException("The epoch " + epoch.name() + " has no checkpoint to prove against."));
        Proofs.Head head = head(note);
        ProofBuilder builder = builder(() -> ProofBuilder.inclusion(index, head.size()));
        byte[] line = feed(builder, head.size(), index);
        if (line == null) {
            throw new IOException("The record " + index + " was pruned; a receipt that was made before is still good.");
        }
        TlogProof proof = new TlogProof(line, index, hashes(builder), note);
        if (!proof.includes(new TreeHasher().leaf(line))) {
            throw new IOException("The record " + index + " does not lead to the signed root: verify the log.");
        }
        return proof;
    }

    /** The hashes that show that a tree of so many records grew into a later one. */
    public List<TreeHash> consistency(long older, long newer) throws IOException {
        ProofBuilder builder = builder(() -> ProofBuilder.consistency(older, newer));
        feed(builder, newer, older - 1); // a proof needs the single records round the older end
        return hashes(builder);
    }

    private static Proofs.Head head(SignedNote note) throws IOException {
        try {
            return Checkpoint.of(note).head();
        } catch (IllegalArgumentException e) {
            throw new IOException("The checkpoint can't be read: " + e.getMessage() + ".");
        }
    }

    private static ProofBuilder builder(java.util.function.Supplier<ProofBuilder> made) throws IOException {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IOException("There is no such proof: " + e.getMessage() + ".");
        }
    }

    private static List<TreeHash> hashes(ProofBuilder builder) throws IOException {
        try {
            return builder.proof();
        } catch (IllegalStateException e) {
            throw new IOException("The proof can't be made: " + e.getMessage() + ".");
        }
    }

    /** Shows every hash up to a size, and returns the line of the record that is sought; null if it has none. */
    private byte @Nullable [] feed(ProofBuilder builder, long size, long sought) throws IOException {
        byte[] found = null;
        for (Segment segment : Segment.of(epoch)) {
            if (segment.first() >= size) {
                break;
            }
            boolean whole = !segment.isGrowing() && segment.first() + segment.count() <= size;
            boolean holdsIt =
                    sought >= segment.first() && (segment.isGrowing() || sought < segment.first() + segment.count());
            if (whole && (!holdsIt || segment.isPruned())) {
                long at = segment.first();
                for (TreeHash block : SegmentMeta.blocks(segment)) {
                    builder.block(at, block);
                    at += TreeFrontier.BLOCK;
                }
            } else {
                byte[] line = lines(builder, segment, new Sought(size, sought));
                found = line == null ? found : line;
            }
        }
        return found;
    }

    /** How far to read, and what for. */
    private record Sought(long size, long index) {}

    private static byte @Nullable [] lines(ProofBuilder builder, Segment segment, Sought sought) throws IOException {
        byte[] found = null;
        TreeHasher hasher = new TreeHasher();
        long at = segment.first();
        try (SegmentLines lines = new SegmentLines(segment)) {
            for (byte[] line = lines.next(); line != null && at < sought.size; line = lines.next()) {
                builder.leaf(at, hasher.leaf(line));
                if (at == sought.index) {
                    found = line;
                }
                at++;
            }
        }
        return found;
    }
}
