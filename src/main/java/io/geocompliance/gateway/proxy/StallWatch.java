package io.geocompliance.gateway.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Tells when an origin has sent nothing for too long, though the visitor would have read it. */
final class StallWatch {

    private final Vertx vertx;
    private final Duration patience;
    private final BooleanSupplier waiting;
    private final Runnable onStall;

    private long timer;
    private long lastNanos = System.nanoTime();

    StallWatch(Vertx vertx, Duration patience, BooleanSupplier waiting, Runnable onStall) {
        this.vertx = vertx;
        this.patience = patience;
        this.waiting = waiting;
        this.onStall = onStall;
        arm(patience.toMillis());
    }

    /** Something has moved; costs one clock reading, the timer is looked at only when it fires. */
    void progress() {
        lastNanos = System.nanoTime();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void arm(long millis) {
        timer = vertx.setTimer(Math.max(1, millis), fired -> {
            long left = patience.toNanos() - (System.nanoTime() - lastNanos);
            if (left <= 0 && waiting.getAsBoolean()) {
                onStall.run();
            } else if (left <= 0) {
                arm(patience.toMillis());
            } else {
                arm(left / 1_000_000 + 1);
            }
        });
    }
}
