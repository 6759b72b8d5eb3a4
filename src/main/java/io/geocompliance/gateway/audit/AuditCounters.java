package io.geocompliance.gateway.audit;

/**
 * Totals since the start; once the log is closed, accepted = written + dropped.
 *
 * @param accepted records handed in
 * @param written records whose line reached the file
 * @param dropped records counted instead of written
 * @param assets responses without a record
 * @param queuedBytes what waits for the writer
 */
public record AuditCounters(long accepted, long written, long dropped, long assets, long queuedBytes) {}
