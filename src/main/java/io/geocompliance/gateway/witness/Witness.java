package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.CosigningKey;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a log's tree only grew, keeps it, then signs it; in this order. A request at a time: what it compares with is what it
 * replaces. The disk decides how many it can do in a second, which is far more than logs ask.
 */
final class Witness {

    /** The media type of a size that is told to a log. */
    static final String SIZE_TYPE = "text/x.tlog.size";

    /** A log that opens epochs without end does not fill the disk. */
    private static final int MOST_ORIGINS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
    private static final String TEXT = "text/plain; charset=utf-8";

    private final CosigningKey key;
    private final TrustedLogs logs;
    private final WitnessState state;
    private final InstantSource clock;

    Witness(CosigningKey key, TrustedLogs logs, WitnessState state, InstantSource clock) {
        this.key = key;
        this.logs = logs;
        this.state = state;
        this.clock = clock;
    }

    /** An HTTP response. */
    record Answer(int status, String type, String body) {

        private static Answer refusal(int status, String sentence) {
            return new Answer(status, TEXT, sentence + "\n");
        }

        /** The only refusal that a log can go on from. */
        private static Answer conflict(long known) {
            return new Answer(409, SIZE_TYPE, known + "\n");
        }
    }

    /** Answers the body of an add-checkpoint request; the order of the checks is that of tlog-witness. */
    synchronized Answer addCheckpoint(String body) {
        AddCheckpoint asked;
        Checkpoint checkpoint;
        try {
            asked = AddCheckpoint.parse(body);
            checkpoint = asked.checkpoint();
        } catch (IllegalArgumentException e) {
            return Answer.refusal(400, "This is no add-checkpoint request.");
        }
        List<VerifierKey> trusted = logs.of(checkpoint.origin());
        if (trusted.isEmpty()) {
            return Answer.refusal(404, "This witness does not know the log.");
        }
        if (trusted.stream().noneMatch(log -> log.signed(asked.note()))) {
            return Answer.refusal(403, "No key that this witness trusts for the log has signed the checkpoint.");
        }
        if (asked.old() > checkpoint.head().size()) {
            return Answer.refusal(400, "The old size is beyond the checkpoint.");
        }
        return compare(asked, checkpoint);
    }

    private Answer compare(AddCheckpoint asked, Checkpoint checkpoint) {
        Optional<Checkpoint> known = state.latest(checkpoint.origin());
        long size = known.map(latest -> latest.head().size()).orElse(0L);
        if (asked.old() != size) {
            return Answer.conflict(size);
        }
        Proofs.Head older = known.map(Checkpoint::head).orElseGet(() -> new Proofs.Head(0, new TreeHasher().empty()));
        if (size == checkpoint.head().size()
                && !older.root().equals(checkpoint.head().root())) {
            LOG.error("Two trees of {} records are signed for {}: a fork.", size, checkpoint.origin());
            return Answer.conflict(size);
        }
        if (!grew(older, checkpoint.head(), asked)) {
            LOG.warn(
                    "A tree of {} records of {} is not shown to have grown from the one of {} records.",
                    checkpoint.head().size(),
                    checkpoint.origin(),
                    size);
            return Answer.refusal(422, "The proof does not lead from the tree that this witness knows to this one.");
        }
        if (known.isEmpty() && state.all().size() >= MOST_ORIGINS) {
            return Answer.refusal(429, "This witness keeps no more origins.");
        }
        return keepAndSign(asked, checkpoint);
    }

    /** Everything has grown from nothing, which needs no proof. */
    private static boolean grew(Proofs.Head older, Proofs.Head newer, AddCheckpoint asked) {
        return older.size() == 0 ? asked.proof().isEmpty() : Proofs.consistent(older, newer, asked.proof());
    }

    private Answer keepAndSign(AddCheckpoint asked, Checkpoint checkpoint) {
        try {
            state.store(asked.note());
        } catch (IOException e) {
            LOG.error("A checkpoint of {} can't be kept, so it is not signed: {}", checkpoint.origin(), e.getMessage());
            return Answer.refusal(500, "The witness can't keep the checkpoint.");
        }
        String line = key.cosign(asked.note(), clock.instant().getEpochSecond()).toString();
        return new Answer(200, TEXT, line + "\n");
    }
}
