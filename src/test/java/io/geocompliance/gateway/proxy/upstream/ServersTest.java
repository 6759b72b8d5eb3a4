package io.geocompliance.gateway.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of http.md 1.6, on a clock that stands still until told. */
class ServersTest {

    private static final Duration EJECTION = Duration.ofSeconds(30);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L); // wraps in five seconds
    private final Random random = new Random(20260101);
    private final Servers servers = new Servers(EJECTION, now::get, random::nextInt);

    static List<Endpoint> endpoints(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Endpoint(URI.create("http://origin.example:80"), "192.0.2." + number))
                .toList();
    }

    private Server server(int index) {
        return servers.all().get(index);
    }

    private void fail(Server server, int times) {
        IntStream.range(0, times).forEach(time -> servers.failed(server));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private long share(Server server, int picks) {
        return IntStream.range(0, picks)
                .filter(pick -> servers.pick().orElseThrow() == server)
                .count();
    }

    @Test
    void withoutServersThereIsNone() {
        assertThat(servers.pick()).isEmpty();
    }

    @Test
    void fourFailuresAndAnAnswerAreForgiven() {
        servers.replace(endpoints(2));
        fail(server(0), 4);
        servers.succeeded(server(0));
        fail(server(0), 4);
        assertThat(servers.healthy()).isEqualTo(2);
    }

    @Test
    void fiveFailuresInARowSendAwayForThirtySeconds() {
        servers.replace(endpoints(2));
        fail(server(0), 5);
        assertThat(servers.healthy()).isEqualTo(1);
        assertThat(share(server(0), 100)).isZero();
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(share(server(0), 100)).isZero();
        pass(Duration.ofNanos(1));
        assertThat(servers.healthy()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 60", "9, 270", "10, 300", "11, 300", "40, 300"})
    void theNthTimeIsNTimesAsLongUpToFiveMinutes(int times, int seconds) {
        servers.replace(endpoints(2));
        for (int time = 1; time < times; time++) {
            fail(server(0), 5);
            pass(EJECTION.multipliedBy(Math.min(time, 10)));
        }
        fail(server(0), 5);
        pass(Duration.ofSeconds(seconds).minusNanos(1));
        assertThat(servers.healthy()).isEqualTo(1);
        pass(Duration.ofNanos(1));
        assertThat(servers.healthy()).isEqualTo(2);
        assertThat(servers.ejections()).isEqualTo(times);
    }

    @Test
    void whoStayedGoodForFiveMinutesBeginsAnew() {
        servers.replace(endpoints(2));
        fail(server(0), 5);
        pass(EJECTION);
        fail(server(0), 5);
        pass(EJECTION.multipliedBy(2).plus(Duration.ofSeconds(301)));
        fail(server(0), 5);
        pass(EJECTION);
        assertThat(servers.healthy()).isEqualTo(2);
    }

    @Test
    void failuresOfRequestsThatWereUnderWayDoNotCount() {
        servers.replace(endpoints(2));
        fail(server(0), 50);
        pass(EJECTION);
        fail(server(0), 4);
        assertThat(servers.healthy()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3", "9, 5"})
    void atMostHalfAreSentAway(int size, int left) {
        servers.replace(endpoints(size));
        for (int round = 0; round < 3; round++) {
            servers.all().forEach(server -> fail(server, 5));
        }
        assertThat(servers.healthy()).isEqualTo(left);
    }

    @Test
    void threeBadChecksTakeOutAndTwoGoodOnesBringIn() {
        servers.replace(endpoints(2));
        servers.checked(server(0), false);
        servers.checked(server(0), false);
        servers.checked(server(0), true);
        servers.checked(server(0), false);
        servers.checked(server(0), false);
        assertThat(servers.healthy()).isEqualTo(2);
        servers.checked(server(0), false);
        assertThat(servers.healthy()).isEqualTo(1);
        assertThat(share(server(0), 100)).isZero();
        servers.checked(server(0), true);
        assertThat(servers.healthy()).isEqualTo(1);
        servers.checked(server(0), true);
        assertThat(servers.healthy()).isEqualTo(2);
    }

    @Test
    void fewerThanHalfHealthyMeansAllAreUsed() {
        servers.replace(endpoints(4));
        for (int check = 0; check < 3; check++) {
            servers.checked(server(0), false);
            servers.checked(server(1), false);
        }
        assertThat(share(server(0), 200) + share(server(1), 200)).isZero();
        IntStream.range(0, 3).forEach(check -> servers.checked(server(2), false));
        assertThat(share(server(0), 400)).isPositive();
        assertThat(servers.healthy()).isEqualTo(1);
    }

    @Test
    void whoComesBackGetsATenthAtFirstAndItsShareAfterTenSeconds() {
        servers.replace(endpoints(2));
        fail(server(0), 5);
        pass(EJECTION);
        assertThat(share(server(0), 10_000)).isBetween(200L, 800L); // a tenth of one half
        pass(Duration.ofSeconds(5));
        assertThat(share(server(0), 10_000)).isBetween(2_000L, 3_000L);
        pass(Duration.ofSeconds(5));
        assertThat(share(server(0), 10_000)).isBetween(4_500L, 5_500L);
    }

    @Test
    void whoJoinsBeginsSlowlyButTheFirstDoNot() {
        servers.replace(endpoints(2));
        assertThat(share(server(0), 10_000)).isBetween(4_500L, 5_500L);
        servers.replace(endpoints(3));
        assertThat(share(server(2), 9_000)).isLessThan(900L);
    }

    @Test
    void whoStaysKeepsHealthAndRequests() {
        servers.replace(endpoints(3));
        fail(server(1), 5);
        server(1).begin();
        servers.replace(endpoints(2));
        assertThat(servers.healthy()).isEqualTo(1);
        assertThat(server(1).inFlight()).isEqualTo(1);
    }

    @Test
    void anotherThanTheOneThatFailedIfThereIsOne() {
        servers.replace(endpoints(2));
        for (int pick = 0; pick < 100; pick++) {
            assertThat(servers.pickOtherThan(server(0))).containsSame(server(1));
        }
        servers.replace(endpoints(1));
        assertThat(servers.pickOtherThan(server(0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void theLoadIsEven(int size) {
        servers.replace(endpoints(size));
        for (int request = 0; request < size * 1_000; request++) {
            servers.pick().orElseThrow().begin();
        }
        // Two choices keep the fullest within log log n of the mean; one choice would be off by about 100.
        assertThat(servers.all())
                .allSatisfy(server -> assertThat(server.inFlight()).isBetween(990, 1_010));
    }

    @Test
    void whoWasSentAwayIsToldOnce() {
        servers.replace(endpoints(2));
        fail(server(0), 4);
        assertThat(servers.sentAway()).isEmpty();
        fail(server(0), 1);
        pass(EJECTION);
        assertThat(servers.sentAway()).as("though it is back").containsExactly(server(0));
        assertThat(servers.sentAway()).isEmpty();
    }
}
