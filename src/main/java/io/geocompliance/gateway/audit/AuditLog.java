package io.geocompliance.gateway.audit;

import java.util.concurrent.CompletionStage;

/** The record of what was done. Nobody who calls it waits: what can't be written is counted. */
public interface AuditLog extends AutoCloseable {

    /** Takes a record over for writing, or counts it as dropped. Never waits, never locks, never throws. */
    void append(AuditRecord entry);

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
    boolean writable();

    /** Writes what waits and ends the file; records that come later are counted only. */
    @Override
    void close();
}
