package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.front.Cutoff;
import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Http2Visitor;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a gateway stops, step by step: no request is broken that could have been answered, and nobody holds it beyond its grace. */
class DrainTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private static TestGateway gateway(String drain) {
        return world.start(world.yaml().with("drain", drain));
    }

    private static void finishes(CompletableFuture<Void> stopping) throws Exception {
        stopping.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void duringTheDelayItIsNotReadyAndServesAsBefore() throws Exception {
        TestGateway gateway = gateway("{delay: 1h, grace: 1h}");
        world.origin().answer(OriginReply.status(200).body("ok"));
        RawClient before = world.closing(gateway.client());
        assertThat(before.get("/").text()).isEqualTo("ok");
        CompletableFuture<Void> stopping = gateway.stopping();
        await(() -> gateway.admin("/health/ready").contains("The gateway is stopping"));
        RawResponse kept = before.get("/");
        assertThat(kept.fields().has("Connection")).isFalse();
        assertThat(world.closing(gateway.client()).get("/").text()).isEqualTo("ok");
        gateway.hurry();
        finishes(stopping);
    }

    @Test
    void afterwardsTheLastAnswerSaysSoAndIsWhole() throws Exception {
        TestGateway gateway = gateway("{delay: 0s, grace: 1h}");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            asked.countDown();
            await(answer);
            OriginReply.status(200).body("late").play(connection, request);
        });
        RawClient client = world.closing(gateway.client()).send(RawClient.request("GET", "/"));
        await(asked);
        CompletableFuture<Void> stopping = gateway.stopping();
        await(() -> refuses(gateway.port()));
        answer.countDown();
        RawResponse last = client.receive();
        assertThat(last.text()).isEqualTo("late");
        assertThat(last.fields().first("Connection")).contains("close");
        assertThat(client.closedByPeer(SOON)).isTrue();
        finishes(stopping);
    }

    @Test
    void connectionsThatCarryNothingDoNotHoldIt() throws Exception {
        TestGateway gateway = gateway("{delay: 0s, grace: 1h}");
        world.origin().answer(OriginReply.status(200).body("ok"));
        RawClient neverUsed = world.closing(gateway.client());
        RawClient idle = world.closing(gateway.client());
        assertThat(idle.get("/").text()).isEqualTo("ok");
        CompletableFuture<Void> stopping = gateway.stopping();
        assertThat(neverUsed.closedByPeer(SOON)).isTrue();
        assertThat(idle.closedByPeer(SOON)).isTrue();
        finishes(stopping);
        assertThat(gateway.counters().front().cutoffs().get(Cutoff.DRAINED)).isZero();
    }

    @Test
    void anHttp2VisitorHearsGoawayAndGetsItsAnswer() throws Exception {
        TestGateway gateway = world.start(world.yaml()
                .with("listen", "[" + TestCertificate.in(directory).listener() + "]")
                .with("drain", "{delay: 0s, grace: 1h}"));
        world.origin().answer(OriginReply.status(200).body("ok"));
        Http2Visitor visitor = world.closing(Http2Visitor.to(gateway.port()));
        assertThat(visitor.get("/").text()).isEqualTo("ok");
        CompletableFuture<Void> stopping = gateway.stopping();
        assertThat(visitor.awaitGoaway(SOON)).isTrue();
        assertThat(visitor.awaitClosed(SOON)).isTrue();
        finishes(stopping);
    }

    @Test
    void whenTheGraceIsOverTheRestIsResetAndRecorded() throws Exception {
        TestGateway gateway = gateway("{delay: 0s, grace: 1s}");
        CountDownLatch left = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            connection
                    .write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<body>")
                    .flush();
            connection.awaitPeerLeft();
            left.countDown();
        });
        RawClient client = world.closing(gateway.client()).send(RawClient.request("GET", "/", Visitors.RUSSIA));
        client.begin("GET");
        finishes(gateway.stopping());
        await(left);
        assertThat(gateway.counters().front().cutoffs().get(Cutoff.DRAINED)).isEqualTo(1);
        assertThat(gateway.decisions(1)).hasSize(1);
    }

    @Test
    void aWebSocketIsToldThatWeGoAway() throws Exception {
        TestGateway gateway = gateway("{delay: 0s, grace: 1s}");
        world.origin().enqueue(Answer.early((connection, request) -> {
            connection.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            connection.write(new byte[] {(byte) 0x81, 1, 'x'}).flush();
            connection.awaitPeerLeft();
        }));
        RawClient client = world.closing(gateway.client())
                .send(RawClient.request(
                        "GET",
                        "/",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        assertThat(client.begin("GET").status()).isEqualTo(101);
        assertThat(client.read(3)).containsExactly(0x81, 1, 'x');
        CompletableFuture<Void> stopping = gateway.stopping();
        assertThat(client.read(4)).containsExactly(0x88, 2, 0x03, 0xE9);
        assertThat(client.closedByPeer(SOON)).isTrue();
        finishes(stopping);
        assertThat(gateway.counters().front().connections()).isZero();
    }

    @Test
    void aSecondSignalSkipsTheWaitingButNotTheRecord() throws Exception {
        TestGateway gateway = gateway("{delay: 1h, grace: 1h}");
        world.origin().answer(OriginReply.html("<!doctype html><body>x"));
        assertThat(world.closing(gateway.client()).get("/", Visitors.RUSSIA).status())
                .isEqualTo(200);
        CompletableFuture<Void> stopping = gateway.stopping();
        await(() -> gateway.admin("/health/ready").contains("The gateway is stopping"));
        gateway.hurry();
        finishes(stopping);
        assertThat(gateway.decisions(1)).hasSize(1);
    }

    @Test
    void aSecondGatewayOnTheSamePortTakesOver() throws Exception {
        String listen = "[{address: \"127.0.0.1:%d\", reusePort: on}]";
        world.origin().answer(OriginReply.status(200).body("ok"));
        TestGateway old =
                world.start(world.yaml().with("listen", listen.formatted(0)).with("drain", "{delay: 0s, grace: 1h}"));
        TestGateway next = world.start(world.yaml().with("listen", listen.formatted(old.port())));
        CompletableFuture<Void> stopping = old.stopping();
        int asked = 0;
        while (!stopping.isDone() || asked < 200) {
            try (RawClient client = RawClient.to(next.port())) {
                assertThat(client.get("/").text()).isEqualTo("ok");
            }
            asked++;
        }
        finishes(stopping);
        assertThat(next.counters().requests().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isGreaterThan(100);
    }

    private static boolean refuses(int port) {
        try (RawClient client = RawClient.to(port)) {
            return false;
        } catch (java.io.UncheckedIOException refused) {
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
