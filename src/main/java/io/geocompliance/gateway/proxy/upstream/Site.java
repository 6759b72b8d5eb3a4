package io.geocompliance.gateway.proxy.upstream;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One site: its servers and its numbers. Lives as long as the process, and all event loops share it. */
public final class Site {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    private final OriginSettings origin;
    private final Servers servers;

    /** Requests that were sent a second time. */
    final LongAdder retries = new LongAdder();

    /** Requests that wait for a connection, be it that there is none free or that it is being made. */
    final LongAdder waiting = new LongAdder();

    /** Open connections, used or not. */
    final LongAdder connections = new LongAdder();

    Site(OriginSettings origin, LongSupplier nanoTime) {
        this.origin = origin;
        this.servers = new Servers(
                origin.health().ejection(),
                nanoTime,
                bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /** What operators said of it. */
    public OriginSettings origin() {
        return origin;
    }

    Servers servers() {
        return servers;
    }

    /** Tells operators of the servers that were left alone since it last did. Not at once: the time of a failure is that of a visit. */
    void tellOfEjections() {
        for (Server server : servers.sentAway()) {
            LOG.warn(
                    "Origin {}: {} at {} failed {} times in a row and is left alone for a while.",
                    origin.name(),
                    server.endpoint().url(),
                    server.endpoint().address(),
                    Servers.FAILURES_TO_EJECT);
        }
    }

    /** What an active check found. */
    void checked(Server server, boolean good) {
        if (servers.checked(server, good)) {
            LOG.warn(
                    "Origin {}: {} at {} {} its health checks.",
                    origin.name(),
                    server.endpoint().url(),
                    server.endpoint().address(),
                    good ? "passes" : "fails");
        }
    }

    /** Servers that are known by address; none only until a name has been resolved for the first time. */
    public int known() {
        return servers.all().size();
    }

    /** Of these, those that are neither left alone nor failing their checks. */
    public int healthy() {
        return servers.healthy();
    }

    /** Requests that have been given to a server and are not over, WebSockets among them. */
    public int inFlight() {
        return servers.all().stream().mapToInt(Server::inFlight).sum();
    }

    /** How often a server was left alone after failures. */
    public long ejections() {
        return servers.ejections();
    }

    /** Requests that were sent a second time. */
    public long retries() {
        return retries.sum();
    }

    /** Requests that wait for a connection. */
    public long waiting() {
        return waiting.sum();
    }

    /** Open connections, used or not. */
    public long connections() {
        return connections.sum();
    }
}
