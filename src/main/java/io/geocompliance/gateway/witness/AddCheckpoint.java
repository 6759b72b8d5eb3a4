package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import java.util.List;

/**
 * What a log asks of a witness, as C2SP tlog-witness v1.0.0 writes it: {@code old N}, a consistency proof, an empty line, a checkpoint.
 *
 * @param old the size that the witness is believed to know
 * @param proof from there to the checkpoint
 */
record AddCheckpoint(long old, List<TreeHash> proof, SignedNote note) {

    /** Beyond it no tree of 63 levels needs a proof. */
    private static final int MOST_HASHES = 63;

    private static final String OLD = "old ";

    AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /** Reads a request's body; fails with a sentence on anything else. */
    static AddCheckpoint parse(String body) {
        int blank = body.indexOf("\n\n");
        if (blank < 0) {
            throw new IllegalArgumentException("a request is an old size, a proof, an empty line and a checkpoint");
        }
        List<String> lines = body.substring(0, blank).lines().toList();
        if (lines.isEmpty() || !lines.get(0).matches("old (0|[1-9][0-9]{0,17})")) {
            throw new IllegalArgumentException("a request begins with the old size");
        }
        if (lines.size() - 1 > MOST_HASHES) {
            throw new IllegalArgumentException("a proof has at most 63 hashes");
        }
        long old = Long.parseLong(lines.get(0).substring(OLD.length()));
        List<TreeHash> proof = lines.stream().skip(1).map(TreeHash::parse).toList();
        return new AddCheckpoint(old, proof, SignedNote.parse(body.substring(blank + 2)));
    }

    /** What the note says; fails with a sentence if it is no checkpoint. */
    Checkpoint checkpoint() {
        return Checkpoint.of(note);
    }

    /** The body. */
    @Override
    public String toString() {
        StringBuilder body = new StringBuilder(OLD).append(old).append('\n');
        proof.forEach(hash -> body.append(hash).append('\n'));
        return body.append('\n').append(note).toString();
    }
}
