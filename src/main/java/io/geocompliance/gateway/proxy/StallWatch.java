package io.geocompliance.gateway.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Tells when nothing has moved for too long: an origin that sends nothing, or a visitor that reads nothing. */
final class StallWatch {

    private final Vertx vertx;
    private final Duration patience;
    private final Runnable onStall;

    private long timer;
    private long lastNanos = System.nanoTime();

    StallWatch(Vertx vertx, Duration patience, Runnable onStall) {
        this.vertx = vertx;
        this.patience = patience;
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
            if (left <= 0) {
                onStall.run();
            } else {
                arm(left / 1_000_000 + 1);
            }
        });
    }
}
