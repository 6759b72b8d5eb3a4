package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.Anchoring;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.ProofBuilder;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A log in memory with a key, whose copies can grow apart. */
final class GrowingLog implements Anchoring.Tree {

    private static final TreeHasher HASHER = new TreeHasher();

    final SigningKey key;
    final String origin;
    private final List<TreeHash> leaves = new ArrayList<>();

    /** What was kept, and the sizes that contradicted. */
    final BlockingQueue<SignedNote> kept = new LinkedBlockingQueue<>();

    final BlockingQueue<Long> contradictions = new LinkedBlockingQueue<>();

    GrowingLog(SigningKey key, String origin) {
        this.key = key.named(origin);
        this.origin = origin;
    }

    /** The same records under the same key, to go on by itself. */
    GrowingLog copy() {
        GrowingLog copy = new GrowingLog(key, origin);
        copy.leaves.addAll(leaves);
        return copy;
    }

    GrowingLog grow(int by, String word) {
        for (int i = 0; i < by; i++) {
            leaves.add(HASHER.leaf((word + leaves.size()).getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    SignedNote checkpoint() {
        TreeFrontier edge = new TreeFrontier(HASHER);
        leaves.forEach(edge::append);
        return key.sign(new Checkpoint(origin, new Proofs.Head(leaves.size(), edge.root())).text());
    }

    @Override
    public List<TreeHash> consistency(long older, long newer) {
        ProofBuilder builder = ProofBuilder.consistency(older, newer);
        for (int i = 0; i < newer; i++) {
            builder.leaf(i, leaves.get(i));
        }
        return builder.proof();
    }

    /** What a log sends that believes the witness to know so many records. */
    String asking(long old) {
        long size = leaves.size();
        return new AddCheckpoint(old, old == 0 || old == size ? List.of() : consistency(old, size), checkpoint())
                .toString();
    }

    @Override
    public void keep(SignedNote anchored) {
        kept.add(anchored);
    }

    @Override
    public void contradicted(long knownSize) {
        contradictions.add(knownSize);
    }
}
