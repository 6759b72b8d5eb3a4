package io.geocompliance.gateway.audit;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The record of what was done. Nobody who calls it waits: what can't be written is counted. */
public interface AuditLog extends Room, AutoCloseable {

    /**
     * Keeps room for the record of a page that must carry a notice. Never waits either.
     *
     * @return empty where the log can't take a line now, and no such page is to go out without: it must not be sent then
     */
    Optional<Room> room();

    /** Who wants to know what became of a line. */
    interface Listener {

        /** Nobody. */
        Listener NONE = forced -> {};

        /**
         * Told once, by whatever thread, so not to be kept waiting.
         *
         * @param forced whether the line is on the disk; else the record is counted only
         */
        void told(boolean forced);
    }

    /** Whether pages that must carry a notice are to end only when their line is on the disk. */
    boolean holdsEnds();

    /** Counts a response that is no document and so has no record. */
    void asset();

    /** Writes a fact before the first record that refers to it; to be called before that fact comes into force. */
    void introduce(Introduction fact);

    /** Writes down what somebody did with the log; ends when it is signed, and fails if it can't be. Never waits. */
    CompletionStage<Void> note(Custody custody);

    /** What was taken, written and lost since the start. */
    AuditCounters counters();

    /** Who signs, as {@code name+keyid+base64}; each epoch signs as {@code name/epoch}. */
    String publicKey();

    /** Whether lines are written; while not, records are counted, and a gap tells of them when they are again. */
    State state();

    /** Completes, by whatever thread, when the disk is full for the first time. */
    CompletionStage<Void> full();

    /** What becomes of lines. */
    enum State {
        /** They are written. */
        WRITTEN,
        /** The disk has less room than the low-water mark: none is taken until it has more. */
        DISK_FULL,
        /** They can't be written, or the log has ended. */
        FAILED
    }

    /** Writes what waits and ends the file; records that come later are counted only. */
    @Override
    void close();
}
