package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose failure it was, nobody else's connection is held by it. */
class UpstreamConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final OriginReply PART = OriginReply.status(206)
            .with("Content-Type", "text/html")
            .with("Content-Range", "bytes 0-3/9000")
            .body("<!do");

    private static final String[] ASKS_FOR_A_PART = {Visitors.RUSSIA, "Accept: */*", "Range: bytes=0-3"};

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @Test
    void aVisitorWhoLeavesCancelsTheOriginAtOnce() throws Exception {
        CompletableFuture<Long> left = new CompletableFuture<>();
        world.origin().enqueue((connection, request) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.chunk("<!doctype html><body>first".getBytes()).flush();
            connection.awaitPeerLeft();
            left.complete(System.nanoTime());
        });
        RawClient client = world.client().send(RawClient.request("GET", "/", Visitors.RUSSIA));
        client.begin("GET").body().read(10);
        long leaving = System.nanoTime();
        client.reset();
        long millis = TimeUnit.NANOSECONDS.toMillis(left.get(10, TimeUnit.SECONDS) - leaving);
        assertThat(millis).as("ms until the origin knew").isLessThan(2_000);
    }

    @Test
    void aVisitorWhoLeavesBeforeTheAnswerCancelsTheOriginToo() {
        world.origin().enqueue(new Mischief.Silence());
        RawClient client = world.client().send(RawClient.request("GET", "/", Visitors.GERMANY));
        world.origin().takeRequest();
        int before = world.origin().openConnections();
        client.reset();
        assertThat(world.origin().awaitOpenConnections(before - 1, PATIENCE)).isTrue();
    }

    @Test
    @DisplayName("D3: an early answer to an upload does not keep its connection")
    void anEarlyAnswerDoesNotKeepItsConnection() {
        TestGateway narrow =
                world.start(world.yaml().with("limits", "{connectionsPerServer: 2, waiting: 1000, body: 64MiB}"));
        Answer refusal = Answer.early((connection, request) -> OriginReply.status(413)
                .with("Content-Type", "text/plain")
                .body("too much")
                .play(connection, request));
        world.origin().enqueue(refusal, refusal, refusal, OriginReply.html("<p>free"));
        for (int upload = 0; upload < 3; upload++) {
            try (RawClient client = narrow.client()) {
                client.send("POST /up HTTP/1.1\r\nHost: news.example\r\nContent-Length: 1000000\r\n" + Visitors.GERMANY
                        + "\r\n\r\n" + "x".repeat(1000));
                RawResponse refused = client.receive("POST");
                assertThat(refused.status()).isEqualTo(413);
                assertThat(refused.fields().list("Connection")).containsExactly("close");
                assertThat(client.closedByPeer(PATIENCE)).isTrue();
            }
        }
        try (RawClient client = narrow.client()) {
            long asked = System.nanoTime();
            assertThat(client.get("/", Visitors.GERMANY).text()).isEqualTo("<p>free");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @DisplayName("D4: a stale keep-alive connection is never the visitor's trouble")
    void aStaleConnectionIsNoVisitorsTrouble() {
        world.origin().answer(new Mischief.StaleKeepAlive(OriginReply.html("<!doctype html><body>x")));
        RawClient client = world.client();
        for (int number = 0; number < 46; number++) {
            assertThat(client.get("/" + number, Visitors.RUSSIA).status()).isEqualTo(200);
        }
        assertThat(world.origin().requests()).hasSizeGreaterThanOrEqualTo(46);
    }

    @Test
    void aRequestWithBodyIsNeverSentTwice() {
        CompletableFuture<Integer> second = new CompletableFuture<>();
        world.origin().enqueue(OriginReply.html("<p>x"), (connection, request) -> {
            second.complete(request.connection());
            connection.reset();
        });
        RawClient client = world.client();
        assertThat(client.get("/", Visitors.GERMANY).status()).isEqualTo(200);
        RawResponse response = client.send("POST / HTTP/1.1\r\nHost: news.example\r\n" + Visitors.GERMANY
                        + "\r\nContent-Length: 3\r\n\r\nabc")
                .receive("POST");
        assertThat(response.status()).isEqualTo(502);
        assertThat(world.origin().requests()).hasSize(2);
        assertThat(second).isCompleted();
    }

    @Test
    void aConnectionServesOneVisitorAfterAnother() {
        world.origin().answer(OriginReply.html("<!doctype html><body>x"));
        int before = world.origin().acceptedConnections();
        for (int visitor = 0; visitor < 10; visitor++) {
            try (RawClient client = world.gateway().client()) {
                assertThat(client.get("/", Visitors.RUSSIA, "Connection: close").status())
                        .isEqualTo(200);
                assertThat(client.closedByPeer(PATIENCE)).isTrue();
            }
        }
        assertThat(world.origin().acceptedConnections() - before)
                .as("connections for ten visits, at most one per event loop")
                .isLessThanOrEqualTo(2 * Runtime.getRuntime().availableProcessors());
    }

    @Test
    void whoMayNotWaitIsToldWhenToComeBack() {
        TestGateway narrow =
                world.start(world.yaml().with("limits", "{connectionsPerServer: 1, waiting: 1, body: 64MiB}"));
        world.origin().answer(new Mischief.Silence());
        boolean refused = false;
        int most = 2 * (2 + 2 * Runtime.getRuntime().availableProcessors());
        for (int visitor = 0; visitor < most && !refused; visitor++) {
            RawClient client = world.closing(narrow.client());
            client.send(RawClient.request("GET", "/", Visitors.GERMANY));
            refused = isRefused(client);
        }
        assertThat(refused).isTrue();
    }

    private static boolean isRefused(RawClient client) {
        return client.awaitByte(Duration.ofMillis(300)) && client.receive().status() == 503;
    }

    @Test
    void aWholePageThatStallsBehindItsPartHoldsNoConnection() throws Exception {
        TestGateway hasty = world.start(world.yaml().with("timeouts", "{idle: 300ms, keepAlive: 1s}"));
        OriginReply page = OriginReply.html("<!doctype html><body>" + "x".repeat(9000));
        world.origin().enqueue(PART, new Mischief.StallMidBody(page, 5000));
        RawClient client = world.closing(hasty.client()).send(RawClient.request("GET", "/", ASKS_FOR_A_PART));
        assertThat(client.begin("GET").body().rest().length).isGreaterThan(0);
        assertThat(world.origin().requests())
                .extracting(request -> request.fields().has("Range"))
                .containsExactly(true, false);
        assertThat(world.origin().awaitOpenConnections(0, PATIENCE)).isTrue();
    }

    @Test
    void nobodyIsTold304WhoseConditionsWereNotPassedOn() {
        world.origin().enqueue(PART, OriginReply.status(304).with("ETag", "\"a\""));
        assertThat(world.client().get("/", ASKS_FOR_A_PART).status()).isEqualTo(502);
    }
}
