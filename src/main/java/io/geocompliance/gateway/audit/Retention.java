package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prunes lines when they are older than they are to be kept: at the start, each day, and where the disk is full and that is asked for. In a
 * thread of its own; does nothing where nothing is said of how long they are kept.
 */
final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long LOOK_SECONDS = 60;
    private static final long PATIENCE_SECONDS = 5;

    private final Pruning pruning;
    private final Optional<Duration> kept;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "audit-retention");
        made.setDaemon(true);
        made.setPriority(Thread.MIN_PRIORITY);
        return made;
    });

    /** Of the last pruning, by the log's clock; the thread's own. */
    private @Nullable LocalDate pruned;

    /** Whether a pruning for room is under way; written by the thread, and by the writer that asks for it. */
    private volatile boolean makingRoom;

    /** Whether it was tried since there was room; the writer's alone. */
    private boolean tried;

    Retention(Pruning pruning, Optional<Duration> kept) {
        this.pruning = pruning;
        this.kept = kept;
    }

    /** Looks at once, and then each minute, whether a day has begun. */
    void begin() {
        if (kept.isPresent()) {
            thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Prunes if the day is another than the last time. */
    synchronized void look() {
        LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        if (!today.equals(pruned) && prune()) {
            pruned = today;
        }
    }

    private Instant now() {
        return pruning.lines().clock().get();
    }

    /** Whether all that is too old is gone. */
    private boolean prune() {
        try {
            long records = pruning.before(now().minus(kept.orElseThrow()));
            if (records > 0) {
                LOG.info(
                        "{} records of the evidence log have lost their lines, for they were older than these are"
                                + " kept.",
                        records);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            if (!thread.isShutdown()) { // and so interrupted
                LOG.warn("Old lines of the evidence log are not pruned yet: {}", e.getMessage());
            }
            return false;
        }
    }

    /** Whether lines are going for the sake of room: asked for where there is none, tried once until there was some again. */
    boolean isMakingRoom() {
        if (kept.isPresent() && !tried) {
            tried = true;
            makingRoom = true;
            try {
                thread.execute(() -> {
                    prune();
                    makingRoom = false;
                });
            } catch (RejectedExecutionException closed) {
                makingRoom = false;
            }
        }
        return makingRoom;
    }

    /** There is room. */
    void roomIsThere() {
        tried = makingRoom;
    }

    /** What is being pruned is given a moment; what is left goes after the next start. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
