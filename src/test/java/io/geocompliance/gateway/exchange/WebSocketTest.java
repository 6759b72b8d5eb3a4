package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.Failure;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tunnel only after the origin's 101, and then every byte as it is (RFC 6455). */
class WebSocketTest {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    static final String[] HANDSHAKE = {
        Visitors.RUSSIA,
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + KEY,
        "Sec-WebSocket-Protocol: chat"
    };

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String switching(RecordedRequest request) {
        String key = request.fields().first("Sec-WebSocket-Key").orElseThrow();
        return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
    }

    static void echo(io.geocompliance.gateway.testing.OriginConnection connection, RecordedRequest request)
            throws java.io.IOException {
        connection.write(switching(request)).flush();
        for (int octet = connection.read(); octet >= 0; octet = connection.read()) {
            connection.write(new byte[] {(byte) octet}).flush();
        }
        connection.close();
    }

    @Test
    void framesPassBothWays() {
        world.origin().enqueue(WebSocketTest::echo);
        RawClient client = world.client().send(RawClient.request("GET", "/chat", HANDSHAKE));
        RawClient.Reception reception = client.begin("GET");
        assertThat(reception.status()).isEqualTo(101);
        assertThat(reception.fields().first("Sec-WebSocket-Accept")).contains(accept(KEY));
        assertThat(reception.fields().first("Sec-WebSocket-Protocol")).contains("chat");
        byte[] frame = {(byte) 0x81, (byte) 0x85, 1, 2, 3, 4, 'h' ^ 1, 'e' ^ 2, 'l' ^ 3, 'l' ^ 4, 'o' ^ 1};
        for (int round = 0; round < 20; round++) {
            assertThat(client.send(frame).read(frame.length)).isEqualTo(frame);
        }
    }

    @Test
    void framesSentWithTheHandshakeAreKeptForTheTunnel() {
        world.origin().enqueue(WebSocketTest::echo);
        RawClient client = world.client().send(RawClient.request("GET", "/chat", HANDSHAKE) + "early");
        assertThat(client.begin("GET").status()).isEqualTo(101);
        client.send(" and late");
        assertThat(client.read(14)).asString().isEqualTo("early and late");
        assertThat(world.origin().requests()).hasSize(1);
    }

    /** They would be missing in the tunnel, and the origin must not answer what the visitor sent to somebody else. */
    @Test
    void framesThatWereReadAsARequestPreventTheTunnel() {
        world.origin().enqueue(WebSocketTest::echo);
        RawClient client = world.client()
                .send(RawClient.request("GET", "/chat", HANDSHAKE) + RawClient.request("GET", "/smuggled"));
        assertThat(client.begin("GET").status()).isEqualTo(400);
        assertThat(world.origin().requests()).hasSize(1);
    }

    @Test
    void aRequestBehindARefusedHandshakeIsServed() {
        world.origin()
                .enqueue(
                        OriginReply.status(403)
                                .with("Content-Type", "text/plain")
                                .body("no chat"),
                        OriginReply.html("<p>next"));
        RawClient client = world.client()
                .send(RawClient.request("GET", "/chat", HANDSHAKE)
                        + RawClient.request("GET", "/next", Visitors.GERMANY));
        assertThat(client.receive().status()).isEqualTo(403);
        assertThat(client.receive().text()).isEqualTo("<p>next");
    }

    @Test
    void framesBehindARefusedHandshakeAreAnsweredAsTheRequestTheyAreNot() {
        world.origin()
                .enqueue(OriginReply.status(403)
                        .with("Content-Type", "text/plain")
                        .body("no chat"));
        RawClient client =
                world.client().send(RawClient.request("GET", "/chat", HANDSHAKE) + "\u0081\u0085 no request\r\n\r\n");
        assertThat(client.receive().status()).isEqualTo(403);
        assertThat(client.receive().status()).isEqualTo(400);
        assertThat(world.origin().requests()).hasSize(1);
    }

    /** Where its body ends and the frames begin, the origin might see otherwise. */
    @Test
    void aHandshakeWithABodyIsAnOrdinaryRequest() {
        world.origin().enqueue(OriginReply.html("<p>x"));
        RawClient client = world.client()
                .send("GET /chat HTTP/1.1\r\nHost: news.example\r\nContent-Length: 5\r\n"
                        + String.join("\r\n", HANDSHAKE) + "\r\n\r\nhello");
        assertThat(client.receive().status()).isEqualTo(200);
        assertThat(world.origin().takeRequest().fields().has("Upgrade")).isFalse();
    }

    @Test
    void aVisitorWhoLeavesBeforeTheTunnelTakesTheOriginsConnectionAlong() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            asked.countDown();
            connection.awaitPeerLeft();
            left.countDown();
        });
        RawClient client = world.client().send(RawClient.request("GET", "/chat", HANDSHAKE));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        client.reset();
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anOriginThatDoesNotAnswerTheHandshakeIsGivenUp() {
        var impatient = world.start(world.yaml().with("timeouts", "{responseHead: 1s, keepAlive: 1s}"));
        world.origin().enqueue((connection, request) -> connection.awaitPeerLeft());
        try (RawClient client = impatient.client()) {
            assertThat(client.get("/chat", HANDSHAKE).status()).isEqualTo(504);
        }
    }

    @Test
    @DisplayName("D11: each side's leaving ends the other's connection")
    void leavingEndsTheTunnel() {
        world.origin().enqueue((connection, request) -> {
            connection.write(switching(request)).flush();
            connection.awaitPeerLeft();
        });
        RawClient client = world.client().send(RawClient.request("GET", "/chat", HANDSHAKE));
        assertThat(client.begin("GET").status()).isEqualTo(101);
        int open = world.origin().openConnections();
        client.reset();
        assertThat(world.origin().awaitOpenConnections(open - 1, Duration.ofSeconds(10)))
                .isTrue();
    }

    @Test
    void anOriginThatClosesEndsTheTunnel() {
        world.origin()
                .enqueue((connection, request) ->
                        connection.write(switching(request)).write("bye").close());
        RawClient client = world.client().send(RawClient.request("GET", "/chat", HANDSHAKE));
        assertThat(client.begin("GET").status()).isEqualTo(101);
        assertThat(client.read(100)).asString().isEqualTo("bye");
    }

    @Test
    void aRefusalIsAnOrdinaryAnswer() {
        world.origin()
                .enqueue(OriginReply.status(403)
                        .with("Content-Type", "text/plain")
                        .body("no chat"));
        var response = world.client().get("/chat", HANDSHAKE);
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text()).isEqualTo("no chat");
    }

    @Test
    void aRefusalThatIsCutShortIsCountedOnce() throws Exception {
        Map<Failure, Long> before = world.gateway().counters().failures();
        world.origin()
                .enqueue(new Mischief.CutShort(
                        OriginReply.status(403)
                                .with("Content-Type", "text/plain")
                                .body("x".repeat(9000)),
                        5000));
        RawClient client = world.client().send(RawClient.request("GET", "/chat", HANDSHAKE));
        RawClient.Reception refusal = client.begin("GET");
        assertThat(refusal.status()).isEqualTo(403);
        refusal.body().rest();
        assertThat(refusal.body().ending().clean()).isFalse();
        Map<Failure, Long> counted = new EnumMap<>(world.gateway().counters().failures());
        before.forEach((failure, count) -> counted.merge(failure, -count, Long::sum));
        counted.values().removeIf(count -> count == 0);
        assertThat(counted).containsExactly(Map.entry(Failure.BROKE_OFF, 1L));
    }

    @Test
    void aWrongAcceptOpensNoTunnel() {
        world.origin().enqueue((connection, request) -> {
            connection
                    .write(switching(request).replaceAll("Accept: .*", "Accept: bm90IGl0"))
                    .flush();
            connection.awaitPeerLeft();
        });
        assertThat(world.client().get("/chat", HANDSHAKE).status()).isEqualTo(502);
    }

    @Test
    void anotherUpgradeIsIgnored() {
        world.origin().enqueue(OriginReply.html("<p>x"));
        assertThat(world.client()
                        .get("/", Visitors.GERMANY, "Connection: Upgrade", "Upgrade: irc")
                        .status())
                .isEqualTo(200);
        assertThat(world.origin().takeRequest().fields().has("Upgrade")).isFalse();
    }
}
