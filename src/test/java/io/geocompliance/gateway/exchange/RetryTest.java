package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.upstream.Site;
import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent a second time, and what is not (RFC 9110 9.2.2). */
class RetryTest {

    private static final Answer RESET = (connection, request) -> connection.reset();
    private static final Answer CLOSE = (connection, request) -> connection.close();
    private static final OriginReply PAGE = OriginReply.html("<!doctype html><body>x");

    private static final int VISITORS = 4;
    private static final int REQUESTS_EACH = 300;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private static Site site() {
        return world.gateway().sites().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void aBrokenConnectionIsTriedOnceMoreOnAFreshOne(String method) {
        for (Answer breaks : List.of(RESET, CLOSE)) {
            world.origin().forget();
            world.origin().enqueue(breaks, OriginReply.status(200));
            long retries = site().retries();
            RawClient client = world.client();
            assertThat(client.exchange(method, "/", Visitors.GERMANY).status()).isEqualTo(200);
            assertThat(world.origin().requests())
                    .extracting(RecordedRequest::connection)
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            assertThat(site().retries()).isEqualTo(retries + 1);
        }
    }

    @Test
    void onceAndNoMore() {
        world.origin().enqueue(RESET, RESET, PAGE);
        assertThat(world.client().get("/", Visitors.GERMANY).status()).isEqualTo(502);
        assertThat(world.origin().requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void whatMayHaveBeenDoneIsNotDoneTwice(String method) {
        world.origin().enqueue(RESET, PAGE);
        assertThat(world.client().exchange(method, "/", Visitors.GERMANY).status())
                .isEqualTo(502);
        assertThat(world.origin().requests()).hasSize(1);
    }

    @Test
    void aBodyIsNotSentTwiceThoughItsMethodWouldAllow() {
        world.origin().enqueue(RESET, PAGE);
        RawClient client = world.client()
                .send("PUT / HTTP/1.1\r\nHost: news.example\r\nContent-Length: 3\r\n" + Visitors.GERMANY
                        + "\r\n\r\nabc");
        assertThat(client.receive("PUT").status()).isEqualTo(502);
        assertThat(world.origin().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", "nonsense\r\n\r\n"})
    void whatHasAnsweredIsNotAskedAgain(String octets) {
        world.origin().enqueue(new Mischief.Verbatim(octets), PAGE);
        RawClient client = world.client().send(RawClient.request("GET", "/", Visitors.GERMANY));
        client.beginOrClosed("GET");
        assertThat(world.gateway().awaitNothingInFlight(Duration.ofSeconds(10))).isTrue();
        assertThat(world.origin().requests()).hasSize(1);
    }

    @Test
    void silenceIsNotAskedAgain() {
        TestGateway hasty = world.start(world.yaml().with("timeouts", "{responseHead: 300ms, keepAlive: 1s}"));
        world.origin().answer(new Mischief.Silence());
        RawClient client = world.closing(hasty.client());
        assertThat(client.get("/", Visitors.GERMANY).status()).isEqualTo(504);
        assertThat(world.origin().requests()).hasSize(1);
    }

    @Test
    void nobodyWaitsForAConnectionLongerThanTheTotal() {
        TestGateway narrow = world.start(world.yaml()
                .with("limits", "{connectionsPerServer: 1, waiting: 1000}")
                .with("timeouts", "{responseHead: 60s, total: 500ms, keepAlive: 1s}"));
        world.origin().answer(new Mischief.Silence());
        List<RawClient> clients = new ArrayList<>();
        for (int visitor = 0; visitor < 8; visitor++) {
            clients.add(world.closing(narrow.client()).send(RawClient.request("GET", "/", Visitors.GERMANY)));
        }
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.receive().status()).isEqualTo(504));
        assertThat(narrow.awaitNothingInFlight(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    @DisplayName("D4: 1,200 requests race with an origin that closes idle connections; none fails")
    void noneOfManyRequestsLosesTheKeepAliveRace() throws Exception {
        world.origin().answer(RetryTest::answerAndCloseWhenIdle);
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        try {
            List<Callable<Integer>> visits = new ArrayList<>();
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                visits.add(RetryTest::failuresOfOneVisitor);
            }
            int failed = 0;
            for (Future<Integer> visit : visitors.invokeAll(visits)) {
                failed += visit.get();
            }
            assertThat(failed).isZero();
        } finally {
            visitors.shutdownNow();
        }
        assertThat(site().retries()).as("races that were lost").isPositive();
    }

    /** After every third answer the connection is closed at once, after every third when the next request has come. */
    private static Answer answerAndCloseWhenIdle(RecordedRequest request) {
        return switch (Integer.parseInt(request.target().substring(1)) % 3) {
            case 0 ->
                (connection, asked) -> {
                    PAGE.play(connection, asked);
                    connection.close();
                };
            case 1 -> new Mischief.StaleKeepAlive(PAGE);
            default -> PAGE;
        };
    }

    private static int failuresOfOneVisitor() {
        int failed = 0;
        try (RawClient client = world.gateway().client()) {
            for (int number = 0; number < REQUESTS_EACH; number++) {
                failed += client.get("/" + number, Visitors.GERMANY).status() == 200 ? 0 : 1;
            }
        }
        return failed;
    }
}
