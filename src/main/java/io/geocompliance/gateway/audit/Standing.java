package io.geocompliance.gateway.audit;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether lines are written, as the writer knows it and everybody may ask; tells operators when that changes. */
final class Standing {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    private final AuditSettings.DiskFull whenFull;
    private final CompletableFuture<Void> full = new CompletableFuture<>();

    /** Written by the writer. */
    private volatile AuditLog.State state = AuditLog.State.WRITTEN;

    /** Unix seconds; written by the writer. */
    private volatile long lastSync;

    Standing(AuditSettings.DiskFull whenFull) {
        this.whenFull = whenFull;
    }

    AuditLog.State state() {
        return state;
    }

    /** Completes when the disk is full for the first time. */
    CompletableFuture<Void> full() {
        return full;
    }

    boolean isWriting() {
        return state == AuditLog.State.WRITTEN;
    }

    /** Everything so far is on the disk. */
    void synced(Instant now) {
        lastSync = now.getEpochSecond();
    }

    /** When that was last so, in Unix seconds; 0 before the first time. */
    long lastSyncSeconds() {
        return lastSync;
    }

    void written() {
        if (!isWriting()) {
            LOG.info("The evidence log is written again.");
        }
        state = AuditLog.State.WRITTEN;
    }

    /** Messages of disks hold no more than the log's own path and the system's words. */
    void failed(Exception cause, boolean forGood) {
        if (isWriting()) {
            LOG.error(
                    "The evidence log can't be written ({}: {}). Pages and notices go out, records are counted only,"
                            + " {}.",
                    cause.getClass().getSimpleName(),
                    cause.getMessage(),
                    forGood ? "until the gateway is started anew" : "and it is tried again every second");
        }
        state = AuditLog.State.FAILED;
    }

    void diskFull() {
        if (isWriting() && whenFull.action() != AuditSettings.DiskFull.Action.IGNORE) {
            LOG.error(
                    "The evidence log's disk is full: less than {} bytes are left. Pages and notices go out, records"
                            + " are counted only, until there is room.",
                    whenFull.lowWaterBytes());
        }
        state = AuditLog.State.DISK_FULL;
        full.complete(null);
    }

    void ended() {
        state = AuditLog.State.FAILED;
    }
}
