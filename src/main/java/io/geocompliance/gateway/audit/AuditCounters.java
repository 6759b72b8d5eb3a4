package io.geocompliance.gateway.audit;

/**
 * Totals since the start; once the log is closed, accepted = written + dropped.
 *
 * @param accepted records handed in
 * @param written records whose line is on the disk
 * @param dropped records counted instead of written
 * @param assets responses without a record
 * @param lastSyncSeconds when lines last reached the disk, in Unix seconds; 0 before the first time
 * @param anchoring whether others keep the log's heads
 */
public record AuditCounters(
        long accepted,
        long written,
        long dropped,
        long assets,
        Queue queue,
        long lastSyncSeconds,
        Anchoring.Progress anchoring) {

    /** What waits for the writer, in bytes of lines, and what may. */
    public record Queue(long bytes, long capacityBytes) {

        /** Whether more waits than three quarters of what may: soon lines will be counted instead of written. */
        public boolean isNearlyFull() {
            return bytes > capacityBytes / 4 * 3;
        }
    }
}
