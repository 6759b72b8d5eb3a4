package io.geocompliance.gateway.proxy.upstream;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one event loop, each to its millisecond: those of one length end in the order in which they began, so each length
 * is a queue with a single timer, however many requests there are.
 */
public final class Deadlines {

    private final Vertx vertx;
    private final LongObjectMap<Queue> byMillis = new LongObjectHashMap<>();

    Deadlines(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs the action after this time, or a millisecond if that is more, unless it is cancelled. */
    public Deadline after(Duration time, Runnable action) {
        long millis = Math.max(1, time.toMillis());
        Queue queue = byMillis.get(millis);
        if (queue == null) {
            queue = new Queue(millis);
            byMillis.put(millis, queue);
        }
        return queue.add(new Deadline(action));
    }

    /** Something that is to happen, unless it is cancelled. */
    public static final class Deadline {

        private final Runnable action;
        private final long beganNanos = System.nanoTime();

        // Owned by the queue; null while it stands in none.
        private @Nullable Queue queue;
        private @Nullable Deadline before;
        private @Nullable Deadline behind;

        private Deadline(Runnable action) {
            this.action = action;
        }

        /** It won't happen; nothing if it has, or was cancelled before. */
        public void cancel() {
            if (queue != null) {
                queue.remove(this);
            }
        }
    }

    /** Deadlines of one length, the first to end in front. */
    private final class Queue {

        private final long millis;
        private @Nullable Deadline first;
        private @Nullable Deadline last;

        /** It is for the first, or for one that was first and is cancelled. */
        private boolean timed;

        Queue(long millis) {
            this.millis = millis;
        }

        Deadline add(Deadline deadline) {
            deadline.queue = this;
            deadline.before = last;
            if (last == null) {
                first = deadline;
            } else {
                last.behind = deadline;
            }
            last = deadline;
            if (!timed) {
                time(millis);
            }
            return deadline;
        }

        void remove(Deadline deadline) {
            if (deadline.before == null) {
                first = deadline.behind;
            } else {
                deadline.before.behind = deadline.behind;
            }
            if (deadline.behind == null) {
                last = deadline.before;
            } else {
                deadline.behind.before = deadline.before;
            }
            deadline.queue = null;
            deadline.before = null;
            deadline.behind = null;
        }

        private void time(long inMillis) {
            timed = true;
            vertx.setTimer(inMillis, fired -> fire());
        }

        private void fire() {
            try {
                long now = System.nanoTime();
                for (Deadline next = first; next != null && leftNanos(next, now) <= 0; next = first) {
                    remove(next);
                    next.action.run();
                }
            } finally {
                timed = false;
                goOn();
            }
        }

        private void goOn() {
            if (first == null) {
                byMillis.remove(millis);
            } else {
                time(Math.max(0, leftNanos(first, System.nanoTime()) / 1_000_000) + 1);
            }
        }

        private long leftNanos(Deadline deadline, long now) {
            return millis * 1_000_000 - (now - deadline.beganNanos);
        }
    }
}
