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
    private final DiskRoom room;
    private final Standing standing;

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

    /** Where lines come from. */
    record Source(LineQueue queue, Accounts accounts, OwnLines lines) {}

    LogWriter(Source source, LogDirectory directory, LogIdentity identity, DiskRoom room) {
        this.queue = source.queue();
        this.accounts = source.accounts();
        this.directory = directory;
        this.identity = identity;
        this.lines = source.lines();
        this.room = room;
        this.standing = new Standing(room.whenFull());
        this.anchors = new Anchors(directory, identity.anchoring());
        this.ledger = new Ledger(accounts, lines);
        this.opening = new Opening(anchors, identity, lines, ledger);
        this.ticked = lines.clock().get();
        this.day = dayOf(ticked);
    }

    Standing standing() {
        return standing;
    }

    @Override
    public void run() {
        try (LogDirectory held = directory) {
            attempt(this::begin);
            while (!queue.isDrained()) {
                EpochWriter open = epoch;
                if (standing.isWriting() && open != null) {
                    attempt(() -> step(open));
                } else {
                    waitForRoom();
                }
            }
            attempt(this::end);
        } catch (IOException e) {
            LOG.warn("The evidence log's directory could not be let go: {}", e.getMessage());
        } finally {
            standing.ended();
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

    private void suspend(Exception cause) {
        stopped |= cause instanceof ForceFailedException;
        standing.failed(cause, stopped);
        room.release();
        dirty = false;
        ledger.lose();
        retryAt = System.nanoTime() + RETRY_NANOS;
    }

    /** The last words while there is room for them: what was counted, under a signed head. */
    private void pause(EpochWriter open) throws IOException {
        room.release();
        ledger.summary(open, "tick", queue.takeHighWater());
        open.checkpoint();
        forced();
        standing.diskFull();
        retryAt = System.nanoTime() + RETRY_NANOS;
    }

    /** Looks again whether there is room, after a pause, or whether lines can be written, after a failure. */
    private void retry() throws IOException {
        retryAt = System.nanoTime() + RETRY_NANOS;
        if (standing.state() != AuditLog.State.DISK_FULL || !room.isShort()) {
            begin();
        }
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
            attempt(this::retry);
        } else {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
    }

    private void begin() throws IOException {
        epoch = opening.begin(epoch);
        forced();
        day = dayOf(lines.clock().get());
        if (room.isFull()) {
            standing.diskFull();
        } else {
            room.load();
            standing.written();
        }
    }

    private void step(EpochWriter open) throws IOException {
        boolean idle = !take(open);
        Instant now = lines.clock().get();
        tick(open, now);
        if (dirty && System.nanoTime() - forcedAt >= ledger.patienceNanos() || idle && !dirty && ledger.owesGap()) {
            force(open);
        }
        if (System.nanoTime() - signedAt >= SIGN_NANOS) {
            signedAt = System.nanoTime();
            if (room.isFull()) {
                pause(open);
                return;
            }
            open.checkpoint();
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
        standing.synced(lines.clock().get());
        forcedAt = System.nanoTime();
        dirty = false;
    }

    private void end() throws IOException {
        if (!standing.isWriting() && !stopped) {
            attempt(this::begin);
        }
        EpochWriter open = epoch;
        if (standing.state() == AuditLog.State.FAILED || open == null) {
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
