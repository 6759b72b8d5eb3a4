package io.geocompliance.gateway.admin;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether every event loop still turns: each one is asked to tick once a second, and the ticks are watched from outside. */
public final class EventLoopWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A loop without a tick for this long is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(5);

    private final List<Loop> loops = new ArrayList<>();
    private final List<ScheduledFuture<?>> tasks = new ArrayList<>();

    /** One event loop's last tick. */
    static final class Loop {
        private final LongSupplier nanoTime;

        /** Written by the loop itself, read by the page. */
        private volatile long lastTickNanos;

        Loop(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.lastTickNanos = nanoTime.getAsLong();
        }

        void tick() {
            lastTickNanos = nanoTime.getAsLong();
        }

        /** How long ago the last tick was, beyond the interval; 0 when it is on time. */
        Duration delay() {
            long late = nanoTime.getAsLong() - lastTickNanos - INTERVAL.toNanos();
            return Duration.ofNanos(Math.max(0, late));
        }
    }

    /** Begins to watch the event loops of this Vert.x. */
    public EventLoopWatch(Vertx vertx) {
        for (EventExecutor executor : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            Loop loop = new Loop(System::nanoTime);
            loops.add(loop);
            tasks.add(executor.scheduleAtFixedRate(loop::tick, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** How late the most delayed loop is. */
    public Duration worstDelay() {
        return worst(loops);
    }

    boolean isAlive() {
        return isAlive(loops);
    }

    void stop() {
        tasks.forEach(task -> task.cancel(false));
    }

    static boolean isAlive(List<Loop> loops) {
        return worst(loops).plus(INTERVAL).compareTo(STUCK) <= 0;
    }

    private static Duration worst(List<Loop> loops) {
        return loops.stream().map(Loop::delay).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
