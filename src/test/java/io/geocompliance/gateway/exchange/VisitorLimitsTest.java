package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.front.Cutoff;
import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much and how slowly a visitor may ask over HTTP/1, on real sockets; the same over HTTP/2 is in {@link Http2LimitsTest}. */
class VisitorLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final String POST = "POST / HTTP/1.1\r\nHost: news.example\r\n" + Visitors.GERMANY + "\r\n";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(VisitorLimitsTest::impatient);

    private static GatewayYaml impatient(GatewayYaml yaml) {
        return yaml.with(
                        "timeouts",
                        "{requestHead: 1s, nextRequest: 2s, requestBody: 1s, requestBodyRate: 1KiB, reader: 1s, keepAlive: 1s}")
                .with("limits", "{headerFields: 20, requestsPerConnection: 5, body: 1MiB}");
    }

    private static long cutoffs(TestGateway gateway, Cutoff why) {
        return gateway.counters().front().cutoffs().get(why);
    }

    private static long cutoffs(Cutoff why) {
        return cutoffs(world.gateway(), why);
    }

    /** One byte at a time, each well within any idle time-out, until the gateway says something. */
    private static void dribble(RawClient client) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                client.send("x");
            } catch (UncheckedIOException closed) {
                return;
            }
            if (client.awaitByte(A_MOMENT)) {
                return;
            }
        }
        throw new AssertionError("still let talk after " + SOON);
    }

    @Test
    void aHeadThatDribblesInGets408() {
        long before = cutoffs(Cutoff.HEAD_TOO_SLOW);
        RawClient client = world.client().send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
        dribble(client);
        RawResponse answer = client.receive();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.fields().first("Connection")).contains("close");
        assertThat(client.closedByPeer(SOON)).isTrue();
        assertThat(cutoffs(Cutoff.HEAD_TOO_SLOW)).isEqualTo(before + 1);
        assertThat(world.origin().requests()).isEmpty();
    }

    @Test
    void whoSaysNothingIsClosedWithoutAWord() {
        long before = cutoffs(Cutoff.HEAD_TOO_SLOW);
        assertThat(world.client().closedByPeer(SOON)).isTrue();
        assertThat(cutoffs(Cutoff.HEAD_TOO_SLOW)).isEqualTo(before + 1);
    }

    @Test
    void whoAsksNothingMoreIsClosedWithoutAWord() {
        world.origin().enqueue(OriginReply.status(200).body("ok"));
        long before = cutoffs(Cutoff.IDLE);
        RawClient client = world.client();
        assertThat(client.get("/").status()).isEqualTo(200);
        assertThat(client.closedByPeer(SOON)).isTrue();
        assertThat(cutoffs(Cutoff.IDLE)).isEqualTo(before + 1);
    }

    @Test
    void aFurtherHeadThatDribblesInGets408() {
        world.origin().enqueue(OriginReply.status(200).body("ok"));
        RawClient client = world.client();
        assertThat(client.get("/").status()).isEqualTo(200);
        client.send("GET / HTTP/1.1\r\nX: ");
        dribble(client);
        assertThat(client.receive().status()).isEqualTo(408);
    }

    @Test
    void anAnswerThatTakesLongerThanTheHeadMayIsAwaited() {
        CountDownLatch late = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            await(late, Duration.ofSeconds(3));
            OriginReply.status(200).body("late").play(connection, request);
        });
        assertThat(world.client().get("/").text()).isEqualTo("late");
    }

    @Test
    void aBodyThatDribblesInGets408AndNeverEndsAtTheOrigin() {
        world.origin().enqueue(OriginReply.status(200));
        RawClient client = world.client().send(POST + "Content-Length: 10000\r\n\r\n");
        dribble(client);
        assertThat(client.receive().status()).isEqualTo(408);
        assertThat(client.closedByPeer(SOON)).isTrue();
        world.origin()
                .pollRequest(SOON)
                .ifPresent(request -> assertThat(request.ending().clean()).isFalse());
    }

    @Test
    void theTimeThatTheOriginTakesToReadIsNotTheVisitors() throws Exception {
        world.origin().enqueue(Answer.early((connection, request) -> {
            await(new CountDownLatch(1), Duration.ofSeconds(3));
            for (int read = 0; read < 900_000; read++) {
                connection.read();
            }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            connection.flush();
        }));
        RawClient client = world.client().send(POST + "Content-Length: 900000\r\n\r\n" + "x".repeat(900_000));
        assertThat(client.receive().text()).isEqualTo("ok");
    }

    @Test
    void aReaderWhoTakesNothingIsLetGoOnBothSides() throws Exception {
        long before = cutoffs(Cutoff.READER_TOO_SLOW);
        CountDownLatch left = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
            try {
                for (int block = 0; block < 10_000; block++) {
                    connection.chunk(new byte[64 << 10]).flush();
                }
            } finally {
                left.countDown();
            }
        });
        RawClient client =
                world.closing(RawClient.to(world.gateway().port(), 4 << 10)).send(RawClient.request("GET", "/"));
        assertThat(left.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(cutoffs(Cutoff.READER_TOO_SLOW)).isEqualTo(before + 1);
        client.close();
    }

    @Test
    void aReaderWhoDoesNotTakeTheLastBytesIsLetGoToo() {
        long before = cutoffs(Cutoff.READER_TOO_SLOW);
        world.origin().enqueue(OriginReply.status(200).body(new byte[8 << 20]));
        world.closing(RawClient.to(world.gateway().port(), 4 << 10)).send(RawClient.request("GET", "/"));
        await(() -> cutoffs(Cutoff.READER_TOO_SLOW) == before + 1);
    }

    @Test
    void aSilentWebSocketIsNoSlowReaderAndIsCountedNoMoreWhenItHasEnded() {
        TestGateway gateway = world.start(impatient(world.yaml()));
        world.origin().enqueue(WebSocketTest::echo, OriginReply.status(200).body("ok"));
        RawClient tunnel = world.closing(gateway.client());
        tunnel.send(RawClient.request("GET", "/chat", WebSocketTest.HANDSHAKE));
        assertThat(tunnel.begin("GET").status()).isEqualTo(101);
        RawClient idle = world.closing(gateway.client());
        assertThat(idle.get("/").status()).isEqualTo(200);
        assertThat(idle.closedByPeer(SOON)).isTrue(); // which takes twice as long as a reader may take nothing
        assertThat(tunnel.send("x").read(1)).containsExactly('x');
        await(() -> gateway.counters().front().connections() == 1);
        tunnel.close();
        await(() -> gateway.counters().front().connections() == 0);
    }

    @Test
    void moreFieldsThanAllowedAre431() {
        String[] fields = java.util.stream.IntStream.range(0, 20)
                .mapToObj(number -> "X: " + number)
                .toArray(String[]::new);
        RawResponse refused = world.client().get("/", fields);
        assertThat(refused.status()).isEqualTo(431);
        assertThat(world.origin().requests()).isEmpty();
        world.origin().enqueue(OriginReply.status(200).body("ok"));
        assertThat(world.client().get("/", java.util.Arrays.copyOf(fields, 19)).status())
                .isEqualTo(200);
    }

    @Test
    void theLastRequestOfAConnectionSaysSo() {
        world.origin().answer(OriginReply.status(200).body("ok"));
        long before = cutoffs(Cutoff.REQUESTS);
        RawClient client = world.client();
        for (int number = 1; number < 5; number++) {
            assertThat(client.get("/").fields().has("Connection")).isFalse();
        }
        RawResponse last = client.get("/");
        assertThat(last.fields().first("Connection")).contains("close");
        assertThat(last.text()).isEqualTo("ok");
        assertThat(client.closedByPeer(SOON)).isTrue();
        assertThat(cutoffs(Cutoff.REQUESTS)).isEqualTo(before + 1);
    }

    @Test
    void aSiteMayTakeLessThanTheOthers() {
        TestGateway gateway = world.start(world.yaml()
                .with(
                        "origins",
                        "[{hosts: [small.example], urls: [\"%1$s\"], body: 1KiB}, {urls: [\"%1$s\"]}]"
                                .formatted(world.origin().url())));
        world.origin().answer(OriginReply.status(200));
        String body = "x".repeat(2000);
        for (String framing : new String[] {
            "Content-Length: 2000\r\n\r\n" + body, "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + body + "\r\n0\r\n\r\n"
        }) {
            RawClient small = world.closing(gateway.client());
            small.send("POST / HTTP/1.1\r\nHost: small.example\r\n" + framing);
            assertThat(small.receive().status()).isEqualTo(413);
            RawClient other = world.closing(gateway.client());
            other.send("POST / HTTP/1.1\r\nHost: other.example\r\n" + framing);
            assertThat(other.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void oneConnectionTooManyIsClosedAndRoomIsMadeByLeaving() {
        TestGateway gateway = world.start(world.yaml().with("limits", "{connections: 2}"));
        world.origin().answer(OriginReply.status(200).body("ok"));
        RawClient first = world.closing(gateway.client());
        RawClient second = world.closing(gateway.client());
        assertThat(first.get("/").status()).isEqualTo(200);
        assertThat(second.get("/").status()).isEqualTo(200);
        assertThat(world.closing(gateway.client()).closedByPeer(SOON)).isTrue();
        assertThat(cutoffs(gateway, Cutoff.CONNECTIONS)).isEqualTo(1);
        first.close();
        await(() -> gateway.client()
                .send(RawClient.request("GET", "/"))
                .beginOrClosed("GET")
                .isPresent());
    }

    @Test
    void oneAddressHasItsShareAndAnotherItsOwn() throws Exception {
        TestGateway gateway = world.start(world.yaml()
                .with("limits", "{connectionsPerAddress: 2}")
                .with("client", "{source: peer, trustedProxies: [127.0.0.9/32]}"));
        world.origin().answer(OriginReply.status(200).body("ok"));
        // One after the other: event loops accept in any order.
        try (Socket first = connect(gateway, "127.0.0.1")) {
            assertThat(isOpen(first)).isTrue();
            try (Socket second = connect(gateway, "127.0.0.1")) {
                assertThat(isOpen(second)).isTrue();
                try (Socket third = connect(gateway, "127.0.0.1")) {
                    assertThat(isOpen(third)).isFalse();
                }
            }
            assertThat(cutoffs(gateway, Cutoff.CONNECTIONS_PER_ADDRESS)).isEqualTo(1);
        }
        try (Socket other = connect(gateway, "127.0.0.2")) {
            assertThat(isOpen(other)).isTrue();
        }
        await(() -> gateway.counters().front().connections() == 0);
        try (Socket again = connect(gateway, "127.0.0.1")) {
            assertThat(isOpen(again)).isTrue();
        }
        for (int number = 0; number < 4; number++) {
            try (Socket proxy = connect(gateway, "127.0.0.9")) {
                assertThat(isOpen(proxy)).as("a trusted proxy's connection").isTrue();
            }
        }
    }

    private static Socket connect(TestGateway gateway, String from) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), gateway.port(), InetAddress.getByName(from), 0);
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    /** Whether a request gets an answer. */
    private static boolean isOpen(Socket socket) throws IOException {
        try {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (SocketException reset) {
            return false;
        }
    }

    private static void await(CountDownLatch latch, Duration patience) {
        try {
            latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
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
