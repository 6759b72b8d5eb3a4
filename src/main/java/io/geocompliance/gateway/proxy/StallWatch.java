package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.upstream.Deadlines;
import io.geocompliance.gateway.proxy.upstream.Deadlines.Deadline;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Tells when an origin has sent nothing for too long, though the visitor would have read it. */
final class StallWatch {

    private final Deadlines deadlines;
    private final Duration patience;
    private final BooleanSupplier waiting;
    private final Runnable onStall;

    private Deadline next;
    private long lastNanos = System.nanoTime();

    StallWatch(Deadlines deadlines, Duration patience, BooleanSupplier waiting, Runnable onStall) {
        this.deadlines = deadlines;
        this.patience = patience;
        this.waiting = waiting;
        this.onStall = onStall;
        next = arm(patience);
    }

    /** Something has moved; costs one clock reading, the deadline is looked at only when it is over. */
    void progress() {
        lastNanos = System.nanoTime();
    }

    void stop() {
        next.cancel();
    }

    private Deadline arm(Duration time) {
        return deadlines.after(time, () -> {
            long left = patience.toNanos() - (System.nanoTime() - lastNanos);
            if (left <= 0 && waiting.getAsBoolean()) {
                onStall.run();
            } else if (left <= 0) {
                next = arm(patience);
            } else {
                next = arm(Duration.ofNanos(left + 1_000_000));
            }
        });
    }
}
