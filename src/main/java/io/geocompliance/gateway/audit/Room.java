package io.geocompliance.gateway.audit;

/** Where a record may go: the log itself, or room in it for one, which whoever got it uses, once. */
public interface Room {

    /** As {@link #append(AuditRecord, AuditLog.Listener)}, where nobody listens. */
    default void append(AuditRecord entry) {
        append(entry, AuditLog.Listener.NONE);
    }

    /**
     * Takes a record over for writing, or counts it as dropped. Never waits, never locks, never throws.
     *
     * @param listener may keep the writer from waiting for more lines before it forces these
     */
    void append(AuditRecord entry, AuditLog.Listener listener);
}
