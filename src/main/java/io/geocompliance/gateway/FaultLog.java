package io.geocompliance.gateway;

import io.vertx.core.Handler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of exceptions that nobody caught, each kind at each place once: a line for every one would say when somebody came.
 *
 * <p>Messages are left out whatever the logging is set up like, for engines put addresses into theirs.
 */
final class FaultLog implements Handler<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

    /** Beyond it no new place is told of; somebody should have looked by then. */
    private static final int MOST_PLACES = 100;

    /** Any event loop or worker adds to it. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Override
    public void handle(Throwable fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        String place = fault.getClass().getName() + (frames.length == 0 ? "" : " " + frames[0]);
        if (told.size() < MOST_PLACES && told.add(place)) {
            LOG.error(
                    "A fault of the gateway; more of its kind will not be logged. {}",
                    StackWithoutMessage.of(fault).strip());
        }
    }
}
