package io.geocompliance.gateway.proxy.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * The servers of one origin: which is next, which has earned a rest, which comes back. Knows no socket; time and chance come from
 * outside.
 *
 * <p>All event loops share it. Choosing takes no lock; what changes a server's health takes one, for a few instructions.
 */
final class Servers {

    /** After as many failures in a row a server is sent away. */
    static final int FAILURES_TO_EJECT = 5;

    /** A server that is sent away again and again stays away at most this many times as long. */
    static final int LONGEST_EJECTION = 10;

    /** In this time a server that is new or back comes to its whole share. */
    static final Duration SLOW_START = Duration.ofSeconds(10);

    /** Of its share, what it gets at once. */
    static final int FIRST_PERCENT = 10;

    /** Checks in a row that bring a server in, and that take it out. */
    static final int CHECKS_IN = 2;

    static final int CHECKS_OUT = 3;

    private final long ejectionNanos;
    private final LongSupplier nanoTime;

    /** From a bound to a number from 0 to less than it. */
    private final IntUnaryOperator random;

    /** Replaced as a whole. */
    private volatile List<Server> all = List.of();

    private volatile long ejections;

    /** Sent away since somebody was last told; under the lock. */
    private final Set<Server> untold = new LinkedHashSet<>();

    /** @param ejection how long a server is sent away the first time; twice as long the second, and so on */
    Servers(Duration ejection, LongSupplier nanoTime, IntUnaryOperator random) {
        this.ejectionNanos = ejection.toNanos();
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** These are the servers from now on; those known already keep their health. Who joins others begins slowly. */
    synchronized void replace(Collection<Endpoint> endpoints) {
        List<Server> before = all;
        List<Server> after = new ArrayList<>();
        for (Endpoint endpoint : new LinkedHashSet<>(endpoints)) {
            after.add(before.stream()
                    .filter(known -> known.endpoint().equals(endpoint))
                    .findFirst()
                    .orElseGet(() -> joining(endpoint, !before.isEmpty())));
        }
        all = List.copyOf(after);
    }

    private Server joining(Endpoint endpoint, boolean slowly) {
        Server server = new Server(endpoint);
        if (slowly) {
            warmFrom(server, nanoTime.getAsLong());
        }
        return server;
    }

    List<Server> all() {
        return all;
    }

    /**
     * The next server: of two by chance the one with less to do. If fewer than half are healthy, all are used: the rest could not
     * carry the load, and checks may be wrong. Empty only if no server is known.
     */
    Optional<Server> pick() {
        List<Server> known = all;
        if (known.size() == 1) {
            return Optional.of(known.get(0)); // whatever its health: there is no other
        }
        long now = nanoTime.getAsLong();
        return pickOf(usable(now), now);
    }

    /** The next server other than this, if there is one. */
    Optional<Server> pickOtherThan(Server server) {
        long now = nanoTime.getAsLong();
        return pickOf(usable(now).stream().filter(other -> other != server).toList(), now);
    }

    private List<Server> usable(long now) {
        List<Server> known = all;
        List<Server> healthy = new ArrayList<>(known.size());
        for (Server server : known) {
            if (server.isHealthy(now)) {
                healthy.add(server);
            }
        }
        return healthy.size() * 2 < known.size() ? known : healthy;
    }

    private Optional<Server> pickOf(List<Server> usable, long now) {
        int size = usable.size();
        if (size < 2) {
            return usable.stream().findFirst();
        }
        int first = random.applyAsInt(size);
        int second = random.applyAsInt(size - 1);
        Server one = usable.get(first);
        Server other = usable.get(second < first ? second : second + 1);
        boolean oneWaits = isPassedOver(one, now);
        if (oneWaits != isPassedOver(other, now)) {
            return Optional.of(oneWaits ? other : one);
        }
        return Optional.of(one.inFlight() <= other.inFlight() ? one : other);
    }

    /** Whether a server that warms up leaves this request to others: by chance, ever less often. */
    private boolean isPassedOver(Server server, long now) {
        if (!server.warming) {
            return false;
        }
        long percent = (now - server.warmingSince) * 100 / SLOW_START.toNanos();
        return percent < 100 && random.applyAsInt(100) >= Math.max(FIRST_PERCENT, percent);
    }

    /** A server has answered, with whatever does not say that it is broken. */
    void succeeded(Server server) {
        if (server.failuresInARow != 0) {
            server.failuresInARow = 0;
        }
    }

    /** A server could not be reached, broke off, was late, or said itself that it is broken; the last straw sends it away. */
    synchronized void failed(Server server) {
        long now = nanoTime.getAsLong();
        if (server.isEjected(now)) {
            return;
        }
        server.failuresInARow++;
        if (server.failuresInARow >= FAILURES_TO_EJECT && mayEject(now)) {
            eject(server, now);
        }
    }

    /** At most half are sent away at once: a fault they share is not cured by sending them away. */
    private boolean mayEject(long now) {
        List<Server> known = all;
        long away = known.stream().filter(server -> server.isEjected(now)).count();
        return (away + 1) * 2 <= known.size();
    }

    private void eject(Server server, long now) {
        boolean longAgo = now - server.ejectedUntil > LONGEST_EJECTION * ejectionNanos;
        server.ejections = !server.ejected || longAgo ? 1 : Math.min(server.ejections + 1, LONGEST_EJECTION);
        server.failuresInARow = 0;
        server.ejectedUntil = now + server.ejections * ejectionNanos;
        server.ejected = true;
        ejections++;
        untold.add(server);
        warmFrom(server, server.ejectedUntil);
    }

    /** What an active check found; true if that takes the server in or out. */
    synchronized boolean checked(Server server, boolean good) {
        server.contradictions = good == server.passing ? 0 : server.contradictions + 1;
        boolean turns = server.contradictions >= (good ? CHECKS_IN : CHECKS_OUT);
        if (turns) {
            server.contradictions = 0;
            server.passing = good;
            server.failuresInARow = 0;
            warmFrom(server, nanoTime.getAsLong());
        }
        return turns;
    }

    private static void warmFrom(Server server, long since) {
        server.warmingSince = since;
        server.warming = true;
    }

    /** How many are neither sent away nor failing their checks. */
    int healthy() {
        long now = nanoTime.getAsLong();
        return (int) all.stream().filter(server -> server.isHealthy(now)).count();
    }

    /** Those that were sent away since this was last asked. */
    synchronized List<Server> sentAway() {
        List<Server> since = List.copyOf(untold);
        untold.clear();
        return since;
    }

    /** How often a server was sent away. */
    long ejections() {
        return ejections;
    }
}
