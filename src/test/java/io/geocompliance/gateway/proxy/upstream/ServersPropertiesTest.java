package io.geocompliance.gateway.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever happens, in whatever order: -Dservers.seed=N replays one run. */
class ServersPropertiesTest {

    private static final int STEPS = 3_000;

    @RepeatedTest(50)
    void promisesHold(RepetitionInfo repetition) {
        long seed = Long.getLong("servers.seed", 7_000L + repetition.getCurrentRepetition());
        Random random = new Random(seed);
        AtomicLong now = new AtomicLong(random.nextLong());
        Servers servers = new Servers(Duration.ofSeconds(30), now::get, random::nextInt);
        servers.replace(ServersTest.endpoints(1 + random.nextInt(6)));
        Deque<Server> inFlight = new ArrayDeque<>();
        for (int step = 0; step < STEPS; step++) {
            step(random, now, servers, inFlight);
            holds(servers, now.get(), "seed " + seed + ", step " + step);
        }
        inFlight.forEach(Server::end);
        assertThat(servers.all()).as("seed %d", seed).allMatch(server -> server.inFlight() >= 0);
    }

    private static void step(Random random, AtomicLong now, Servers servers, Deque<Server> inFlight) {
        List<Server> all = servers.all();
        Server any = all.get(random.nextInt(all.size()));
        switch (random.nextInt(7)) {
            case 0 -> now.addAndGet(random.nextInt(40) * 1_000_000_000L);
            case 1 -> servers.checked(any, random.nextBoolean());
            case 2 -> servers.succeeded(any);
            case 3, 4 -> servers.failed(any);
            case 5 -> {
                if (random.nextInt(20) == 0) {
                    servers.replace(ServersTest.endpoints(1 + random.nextInt(6)));
                }
            }
            default -> {
                Server picked = servers.pick().orElseThrow();
                picked.begin();
                inFlight.add(picked);
                if (inFlight.size() > 20) {
                    inFlight.remove().end();
                }
            }
        }
    }

    private static void holds(Servers servers, long now, String where) {
        List<Server> all = servers.all();
        long healthy = all.stream().filter(server -> server.isHealthy(now)).count();
        boolean panic = healthy * 2 < all.size();
        for (int pick = 0; pick < 5; pick++) {
            Server picked = servers.pick().orElseThrow();
            assertThat(all).as(where).contains(picked);
            assertThat(panic || picked.isHealthy(now))
                    .as(where + ": panic or healthy")
                    .isTrue();
        }
        for (Server server : all) {
            if (server.isEjected(now)) {
                assertThat(server.ejectedUntil - now)
                        .as(where)
                        .isBetween(1L, Duration.ofSeconds(300).toNanos());
            }
            assertThat(servers.pickOtherThan(server)).as(where).isNotEqualTo(java.util.Optional.of(server));
        }
        assertThat(servers.healthy()).as(where).isEqualTo((int) healthy);
    }
}
