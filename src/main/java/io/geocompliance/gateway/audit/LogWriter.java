package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.EpochWriter;
import io.geocompliance.gateway.audit.files.ForceFailedException;
import io.geocompliance.gateway.audit.files.LogDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the log: lines, a signed head each second, a tick each minute, a gap for what was counted alone.
 *
 * <p>Lost without a count when the process dies: what waits, a few milliseconds; when the power fails: what was written since the
 * last force as well, at most 50 ms.
 *
 * <p>A failed write suspends the log: the file is cut to what a force had taken, what that loses is counted, and every second it is tried
 * whether there is room again. A failed force stops it for good, for the kernel may have dropped pages and would call a second try a
 * success: records are counted alone until the process is started anew.
 */
final class LogWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final long FORCE_NANOS = Duration.ofMillis(50).toNanos();

    /** Between two forces while visitors wait for them. */
    private static final long AWAITED_NANOS = Duration.ofMillis(5).toNanos();

    private static final long SIGN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long IDLE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    /** Lines between two looks at the clock. */
    private static final int BATCH = 256;

    private final LineQueue queue;
    private final Accounts accounts;
    private final LogDirectory directory;
    private final LogIdentity identity;
    private final OwnLines lines;

    /** Whether lines are taken; written by the writer, read by everybody. */
    private volatile boolean writing = true;

    /** Unix seconds; written by the writer. */
    private volatile long lastSync;

    /** Null before the first beginning; this and all that follows is the writer's alone. */
    private @Nullable EpochWriter epoch;

    private final Anchors anchors;
    private final Ledger ledger;
    private final Opening opening;

    /** A force failed. */
    private boolean stopped;

    private boolean dirty;
    private long forcedAt = System.nanoTime();
    private long signedAt = System.nanoTime();
    private long retryAt = System.nanoTime();
    private Instant ticked;
    private LocalDate day;

    LogWriter(LineQueue queue, Accounts accounts, LogDirectory directory, LogIdentity identity, OwnLines lines) {
        this.queue = queue;
        this.accounts = accounts;
        this.directory = directory;
        this.identity = identity;
        this.lines = lines;
        this.anchors = new Anchors(directory, identity.anchoring());
        this.ledger = new Ledger(accounts, lines);
        this.opening = new Opening(anchors, identity, lines, ledger);
        this.ticked = lines.clock().get();
        this.day = dayOf(ticked);
    }

    boolean isWriting() {
        return writing;
    }

    long lastSyncSeconds() {
        return lastSync;
    }

    @Override
    public void run() {
        try (LogDirectory held = directory) {
            attempt(this::begin);
            while (!queue.isDrained()) {
                EpochWriter open = epoch;
                if (writing && open != null) {
                    attempt(() -> step(open));
                } else {
                    waitForRoom();
                }
            }
            attempt(this::end);
        } catch (IOException e) {
            LOG.warn("The evidence log's directory could not be let go: {}", e.getMessage());
        } finally {
            writing = false;
        }
    }

    /** A step that may fail as disks do. */
    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            suspend(e);
        }
    }

    /** Messages of disks hold no more than the log's own path and the system's words. */
    private void suspend(Exception cause) {
        stopped |= cause instanceof ForceFailedException;
        if (writing) {
            LOG.error(
                    "The evidence log can't be written ({}: {}). Pages and notices go out, records are counted only,"
                            + " {}.",
                    cause.getClass().getSimpleName(),
                    cause.getMessage(),
                    stopped ? "until the gateway is started anew" : "and it is tried again every second");
        }
        writing = false;
        dirty = false;
        ledger.lose();
        retryAt = System.nanoTime() + RETRY_NANOS;
    }

    private void waitForRoom() {
        LineQueue.Waiting next = queue.poll();
        if (next instanceof LineQueue.Waiting.Line line) {
            ledger.lose(line);
        } else if (next instanceof LineQueue.Waiting.Fact fact) {
            opening.introduce(fact.introduction()); // told when lines are written again
        } else if (next instanceof LineQueue.Waiting.Words words) {
            words.signed().completeExceptionally(new IOException("The evidence log can't be written."));
        } else if (!stopped && System.nanoTime() - retryAt >= 0) {
            attempt(this::begin);
        } else {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
    }

    private void begin() throws IOException {
        epoch = opening.begin(epoch);
        forced();
        day = dayOf(lines.clock().get());
        if (!writing) {
            LOG.info("The evidence log is written again.");
        }
        writing = true;
    }

    private void step(EpochWriter open) throws IOException {
        boolean idle = !take(open);
        Instant now = lines.clock().get();
        tick(open, now);
        long patience = ledger.isAwaited() ? AWAITED_NANOS : FORCE_NANOS;
        if (dirty && System.nanoTime() - forcedAt >= patience || idle && !dirty && ledger.owesGap()) {
            force(open);
        }
        if (System.nanoTime() - signedAt >= SIGN_NANOS) {
            open.checkpoint();
            signedAt = System.nanoTime();
        }
        turn(open, now);
        if (idle) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
    }

    /** Whether something waited. */
    private boolean take(EpochWriter open) throws IOException {
        for (int taken = 0; taken < BATCH; taken++) {
            LineQueue.Waiting next = queue.poll();
            if (next == null) {
                return taken > 0;
            }
            if (next instanceof LineQueue.Waiting.Line line) {
                ledger.line(line);
                dirty = true;
                open.append(line.bytes());
                if (open.isAtBlock()) {
                    return true; // where a segment may end
                }
            } else if (next instanceof LineQueue.Waiting.Words words) {
                say(open, words);
            } else if (next instanceof LineQueue.Waiting.Fact fact && opening.introduce(fact.introduction())) {
                dirty = true;
                open.append(lines.fact(fact.introduction()));
            }
        }
        return true;
    }

    /** What must be signed before somebody acts on it. */
    private void say(EpochWriter open, LineQueue.Waiting.Words words) throws IOException {
        try {
            for (byte[] line : words.lines()) {
                open.append(line);
            }
            force(open);
            open.checkpoint();
            words.signed().complete(null);
        } catch (IOException | RuntimeException e) {
            words.signed().completeExceptionally(e);
            throw e;
        }
    }

    /** At the turn of the minute, which is how records are dated. */
    private void tick(EpochWriter open, Instant now) throws IOException {
        if (now.getEpochSecond() / 60 != ticked.getEpochSecond() / 60) {
            ticked = now;
            summary(open, "tick", now);
        }
    }

    private void summary(EpochWriter open, String kind, Instant now) throws IOException {
        ledger.summary(open, kind, queue.takeHighWater());
        forced();
        open.anchor(now);
        anchors.offer(open.epoch());
        signedAt = System.nanoTime();
    }

    /** The next year: another epoch. The next day, or too large: another segment, which says again what its lines name. */
    private void turn(EpochWriter open, Instant now) throws IOException {
        boolean isOver = anchors.isContradicted(open.epoch()); // and then not signed again
        if (!isOver && dayOf(now).getYear() > day.getYear()) {
            summary(open, "close", now);
            isOver = true;
        }
        if (isOver) {
            force(open);
            ledger.endEpoch();
            open.close();
            epoch = null;
            begin();
        } else if ((dayOf(now).isAfter(day) || open.segmentBytes() >= identity.segmentBytes()) && open.isAtBlock()) {
            force(open);
            if (open.isAtBlock()) { // unless a gap was told
                open.turn();
                day = dayOf(now);
                opening.tellFacts(open);
                force(open);
            }
        }
    }

    private void force(EpochWriter open) throws IOException {
        ledger.force(open);
        forced();
    }

    private void forced() {
        lastSync = lines.clock().get().getEpochSecond();
        forcedAt = System.nanoTime();
        dirty = false;
    }

    private void end() throws IOException {
        if (!writing && !stopped) {
            attempt(this::begin);
        }
        EpochWriter open = epoch;
        if (!writing || open == null) {
            LOG.error(
                    "The evidence log could not be ended: {} records are counted in no file.",
                    accounts.dropped.unreported());
            return;
        }
        summary(open, "close", lines.clock().get());
        open.close();
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
