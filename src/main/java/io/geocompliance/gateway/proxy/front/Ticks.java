package io.geocompliance.gateway.proxy.front;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One event loop's coarse clock: whoever has a deadline is looked at a few times a second, instead of a timer each.
 *
 * <p>Deadlines are kept to within {@link #MILLIS}; looking at ten thousand connections takes well under a millisecond.
 */
final class Ticks {

    static final long MILLIS = 250;

    private final Set<Watched> watched = new LinkedHashSet<>();

    /** Something with deadlines. */
    interface Watched {
        /** Looks whether a deadline is over; {@code nowNanos} is of {@link System#nanoTime}. */
        void tick(long nowNanos);
    }

    /** Begins to tick, for as long as the event loop lives. */
    Ticks(Vertx vertx) {
        vertx.setPeriodic(MILLIS, fired -> tick(System.nanoTime()));
    }

    void watch(Watched each) {
        watched.add(each);
    }

    void forget(Watched each) {
        watched.remove(each);
    }

    private void tick(long nowNanos) {
        List<Watched> now = new ArrayList<>(watched); // whoever is cut off is forgotten meanwhile
        now.forEach(each -> each.tick(nowNanos));
    }
}
