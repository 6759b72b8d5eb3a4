package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server of an origin, as all event loops see it.
 *
 * <p>{@link Servers} writes what is health, under its lock; anybody reads. Times are readings of one monotonic clock, in nanoseconds.
 */
final class Server {

    private final Endpoint endpoint;

    /** Where to connect; made once, since making one reads the address. */
    private final SocketAddress socket;

    private final AtomicInteger inFlight = new AtomicInteger();

    /** Failures since the last answer. */
    volatile int failuresInARow;

    /** Whether it has been sent away, and until when; it is back as soon as that time is over. */
    volatile boolean ejected;

    volatile long ejectedUntil;

    /** How often in a row it was sent away; the next time is as many times as long. */
    int ejections;

    /** What active checks say; true until they say otherwise, and where there are none. */
    volatile boolean passing = true;

    /** Checks in a row that contradict {@link #passing}. */
    int contradictions;

    /** Whether it has begun, or come back, and when; it gets its whole share {@link Servers#SLOW_START} later. */
    volatile boolean warming;

    volatile long warmingSince;

    Server(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.socket = SocketAddress.inetSocketAddress(endpoint.port(), endpoint.address());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    SocketAddress socket() {
        return socket;
    }

    /** Requests that it has been given and that are not over. */
    int inFlight() {
        return inFlight.get();
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    void end() {
        inFlight.decrementAndGet();
    }

    boolean isEjected(long now) {
        return ejected && now - ejectedUntil < 0;
    }

    boolean isHealthy(long now) {
        return passing && !isEjected(now);
    }
}
