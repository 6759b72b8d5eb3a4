package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The log as JSON Lines, written by one thread ({@link LogWriter}, which says what is lost when). Callers serialise, so that the
 * queue's bound is exact.
 */
public final class JsonLinesLog implements AuditLog {

    private final LineQueue queue;
    private final long capacityBytes;
    private final Accounts accounts = new Accounts();
    private final LogWriter writer;
    private final Thread thread;

    /** Begins a new file in the settings' directory, which no other process may be using. */
    public static JsonLinesLog open(AuditSettings settings, Supplier<Instant> clock) throws IOException {
        return new JsonLinesLog(settings.queueBytes(), clock, LogDirectory.hold(settings.directory()));
    }

    JsonLinesLog(long capacityBytes, Supplier<Instant> clock, LogFiles files) {
        this.capacityBytes = capacityBytes;
        this.queue = new LineQueue(capacityBytes);
        this.writer = new LogWriter(queue, accounts, files, clock);
        this.thread = new Thread(writer, "audit-writer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void append(AuditRecord entry) {
        accounts.accepted.increment();
        Tally.Key key = Tally.Key.of(entry);
        boolean taken = writer.isWriting() && queue.offer(new LineQueue.Waiting.Line(key, entry.line()));
        if (!taken) {
            accounts.dropped.add(key, 1);
        }
    }

    @Override
    public void asset() {
        accounts.assets.increment();
    }

    @Override
    public void introduce(Introduction fact) {
        queue.add(fact);
    }

    @Override
    public AuditCounters counters() {
        return new AuditCounters(
                accounts.accepted.sum(),
                accounts.written.total(),
                accounts.dropped.total(),
                accounts.assets.sum(),
                new AuditCounters.Queue(queue.bytes(), capacityBytes),
                writer.lastSyncSeconds());
    }

    @Override
    public boolean writable() {
        return writer.isWriting() && thread.isAlive();
    }

    @Override
    public void close() {
        queue.close();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // the log is ended all the same
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
