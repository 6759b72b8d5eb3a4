package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.LogFiles.LogFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the log: lines, a tick each minute, a gap for what was counted alone.
 *
 * <p>Lost without a count when the process dies: what waits, a few milliseconds; when the power fails: what was written since the
 * last force as well, at most 50 ms.
 *
 * <p>A failed write or force ends its file for good, for the kernel may have dropped pages and would call a second try a success.
 * What was not known to be on the disk is counted as lost, records are counted alone, and a new file is tried every second: it
 * begins with the gap.
 */
final class LogWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final long FORCE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long IDLE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    /** Beyond it a file is followed by another on the same day. */
    static final long FILE_BYTES = 1L << 30;

    private final LineQueue queue;
    private final Accounts accounts;
    private final LogFiles files;
    private final Supplier<Instant> clock;
    private final OwnLines lines;

    /** Whether lines are taken; written by the writer, read by everybody. */
    private volatile boolean writing = true;

    /** Unix seconds; written by the writer. */
    private volatile long lastSync;

    // All that follows is the writer's alone.

    /** Null while no file can be written. */
    private @Nullable LogFile file;

    private final Set<Introduction> introduced = new LinkedHashSet<>();

    /** Records in this file that may not be on the disk yet. */
    private final Map<Tally.Key, Long> unforced = new TreeMap<>();

    /** Records on the disk since the last tick. */
    private final Map<Tally.Key, Long> sinceTick = new TreeMap<>();

    private boolean dirty;
    private long forcedAt = System.nanoTime();
    private long retryAt = System.nanoTime();
    private Instant ticked;
    private Instant lastWhole;
    private LocalDate day;

    LogWriter(LineQueue queue, Accounts accounts, LogFiles files, Supplier<Instant> clock) {
        this.queue = queue;
        this.accounts = accounts;
        this.files = files;
        this.clock = clock;
        this.lines = new OwnLines(clock);
        this.ticked = clock.get();
        this.lastWhole = ticked;
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
        try (LogFiles held = files) {
            attempt(this::begin);
            while (!queue.isDrained()) {
                LogFile open = file;
                if (open != null) {
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
        if (writing) {
            LOG.error(
                    "The evidence log can't be written ({}: {}). Pages and notices go out, records are counted only, and a new"
                            + " file is tried every second.",
                    cause.getClass().getSimpleName(),
                    cause.getMessage());
        }
        writing = false;
        unforced.forEach(accounts.dropped::add);
        unforced.clear();
        dirty = false;
        LogFile failed = file;
        file = null;
        if (failed != null) {
            closeQuietly(failed);
        }
        retryAt = System.nanoTime() + RETRY_NANOS;
    }

    private void waitForRoom() {
        LineQueue.Waiting next = queue.poll();
        if (next instanceof LineQueue.Waiting.Line line) {
            accounts.dropped.add(line.key(), 1);
        } else if (next instanceof LineQueue.Waiting.Fact fact) {
            introduced.add(fact.introduction()); // told by the next file's beginning
        } else if (System.nanoTime() - retryAt >= 0) {
            attempt(this::begin);
        } else {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
    }

    /** A file says first which facts its lines may name, and what was lost before it. */
    private void begin() throws IOException {
        Instant now = clock.get();
        List<TornTail> torn = files.tornTails();
        LogFile next = files.next(now);
        try {
            next.append(lines.open());
            for (TornTail tail : torn) {
                next.append(lines.recovered(tail));
            }
            for (Introduction fact : introduced) {
                next.append(OwnLines.fact(fact));
            }
            force(next);
        } catch (IOException | RuntimeException e) {
            next.discard();
            throw e;
        }
        file = next;
        day = dayOf(now);
        torn.forEach(TornTail::setAside); // now that it is said: a crash in between says it twice, never not at all
        if (!writing) {
            LOG.info("The evidence log is written again, in a new file.");
        }
        writing = true;
    }

    private void step(LogFile open) throws IOException {
        LineQueue.Waiting next = queue.poll();
        if (next instanceof LineQueue.Waiting.Line line) {
            unforced.merge(line.key(), 1L, Long::sum); // before the write: it may fail
            append(open, line.bytes());
        } else if (next instanceof LineQueue.Waiting.Fact fact && introduced.add(fact.introduction())) {
            append(open, OwnLines.fact(fact.introduction()));
        }
        tick(open);
        if (dirty && System.nanoTime() - forcedAt >= FORCE_NANOS) {
            force(open);
        }
        if (next == null) {
            if (!dirty && !accounts.dropped.fresh().isEmpty()) {
                force(open);
            }
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        turn(open);
    }

    /** At the turn of the minute, which is how records are dated; what it counts is what stands since the tick before. */
    private void tick(LogFile open) throws IOException {
        Instant now = clock.get();
        if (minuteOf(now) == minuteOf(ticked)) {
            return;
        }
        ticked = now;
        summary(open, "tick");
    }

    private void summary(LogFile open, String kind) throws IOException {
        force(open);
        for (Map.Entry<Tally.Key, Long> count : sinceTick.entrySet()) {
            append(open, lines.tick(count));
        }
        append(open, lines.totals(kind, accounts, queue.takeHighWater()));
        force(open);
        sinceTick.clear();
    }

    /** The next day, or too large: another file. */
    private void turn(LogFile open) throws IOException {
        if (dayOf(clock.get()).isAfter(day) || open.bytes() >= FILE_BYTES) {
            force(open);
            open.close();
            file = null;
            begin();
        }
    }

    /** Also tells what was lost since the last gap, as soon as there is room again; between two minutes, not at one. */
    private void force(LogFile open) throws IOException {
        Instant now = clock.get();
        Map<Tally.Key, Long> lost = accounts.dropped.fresh();
        for (Map.Entry<Tally.Key, Long> count : lost.entrySet()) {
            append(open, lines.gap(lastWhole, now, count));
        }
        open.force();
        accounts.dropped.report(lost);
        unforced.forEach((key, count) -> {
            accounts.written.add(key, count);
            sinceTick.merge(key, count, Long::sum);
        });
        unforced.clear();
        lastWhole = now;
        lastSync = now.getEpochSecond();
        forcedAt = System.nanoTime();
        dirty = false;
    }

    private void end() throws IOException {
        if (file == null) {
            attempt(this::begin);
        }
        LogFile open = file;
        if (open == null) {
            LOG.error(
                    "The evidence log could not be ended: {} records are counted in no file.",
                    accounts.dropped.fresh().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            return;
        }
        summary(open, "close");
        open.close();
    }

    private void append(LogFile open, byte[] line) throws IOException {
        dirty = true;
        open.append(line);
    }

    private static long minuteOf(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 60L);
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static void closeQuietly(LogFile failed) {
        try {
            failed.close();
        } catch (IOException e) {
            LOG.debug("A failed file could not be closed: {}", e.getMessage());
        }
    }
}
