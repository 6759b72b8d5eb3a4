package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import java.io.IOException;
import java.util.List;

/** Somebody else who keeps a log's heads. The log offers one a minute, once it is durable; nobody waits for an answer. */
public interface Anchoring extends AutoCloseable {

    /** What anchoring needs of the tree whose head it was offered; called on a thread of its own. */
    interface Tree {

        /** The consistency proof from the first so many records to more of them. */
        List<TreeHash> consistency(long older, long newer) throws IOException;

        /** Keeps a checkpoint with the cosignatures it got. */
        void keep(SignedNote anchored) throws IOException;

        /**
         * A witness knows another or a larger tree of this origin, so this one is an older copy: the origin must not be signed for any
         * more. Called at most once in a process, lest a hostile witness turn epochs.
         */
        void contradicted(long knownSize);
    }

    /** Nobody keeps heads. */
    Anchoring NONE = new Anchoring() {
        @Override
        public boolean contradicts(SignedNote checkpoint, Tree tree) {
            return false;
        }

        @Override
        public void offer(SignedNote checkpoint, Tree tree) {}

        @Override
        public Progress progress() {
            return new Progress(0, 0, 0);
        }

        @Override
        public void close() {}
    };

    /**
     * How anchoring stands.
     *
     * @param size of the last head that enough have cosigned; 0 before the first
     * @param unixSeconds when the earliest of its cosignatures was made
     * @param unmet heads since then that too few have
     */
    record Progress(long size, long unixSeconds, long unmet) {}

    /**
     * Whether somebody knows another tree of this origin, before it goes on: a restored copy must not be signed even once. Waits a few
     * seconds; who does not answer contradicts nothing.
     */
    boolean contradicts(SignedNote checkpoint, Tree tree);

    /** Takes a signed, durable checkpoint; a newer one replaces one that still waits. Never waits, never throws. */
    void offer(SignedNote checkpoint, Tree tree);

    /** How it stands now; anybody may ask. */
    Progress progress();

    /** Gives what waits a few seconds, then ends. */
    @Override
    void close();
}
