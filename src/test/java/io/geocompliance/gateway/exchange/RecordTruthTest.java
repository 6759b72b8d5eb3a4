package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.FakeClock;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginConnection;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A record says what was done, whoever broke what: read back from the lines that the running gateway wrote. */
@Timeout(60)
class RecordTruthTest {

    private static final String BEFORE =
            "<!doctype html><html lang=ru><head><title>t</title>" + "<!-- x -->".repeat(300);
    private static final String AFTER = "</head><body><p>" + "text ".repeat(2000);
    private static final OriginReply PAGE = OriginReply.html(BEFORE + AFTER);

    /** A variant is recorded where it was served and nowhere else. */
    private static final String UNSERVED = "\"lang\":null,\"h\":null}";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(yaml -> yaml.with(
                    "timeouts", "{connect: 500ms, responseHead: 700ms, idle: 700ms, keepAlive: 1s, reader: 700ms}")
            .with("limits", "{body: 1KiB}"));

    private int before;

    @BeforeEach
    void count() {
        before = world.gateway().decisions(0).size();
    }

    /** The record of the test's one exchange: a second one, after it, shows that there are no more. */
    private String record() {
        world.gateway().decisions(before + 1);
        world.origin().answer(OriginReply.html("<p>end").withStatus(418));
        try (RawClient client = world.gateway().client()) {
            client.get("/end", Visitors.GERMANY, "Accept: text/html");
        }
        List<String> records = world.gateway().decisionsUntil(before, "\"st\":418");
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static String done(String out, String why, int status) {
        return "\"out\":\"" + out + "\",\"why\":\"" + why + "\",\"geo\":.*\"st\":" + status + "}";
    }

    static Stream<Arguments> brokenOrigins() {
        return Stream.of(
                Arguments.argumentSet("no answer", new Mischief.Silence(), 504),
                Arguments.argumentSet("closes", new Mischief.Verbatim(""), 502),
                Arguments.argumentSet("no HTTP", new Mischief.Verbatim("nonsense\r\n\r\n"), 502),
                Arguments.argumentSet("closes after the head", new Mischief.CloseAfterHead(PAGE), 502),
                Arguments.argumentSet("cut before the place", new Mischief.CutShort(PAGE, 100), 200),
                Arguments.argumentSet("reset before the place", new Mischief.ResetMidBody(PAGE, 100), 200),
                Arguments.argumentSet("stalls before the place", new Mischief.StallMidBody(PAGE, 100), 200),
                Arguments.argumentSet("bad chunk before the place", new Mischief.BadChunk(PAGE, 100), 200));
    }

    @ParameterizedTest
    @MethodSource("brokenOrigins")
    void anOriginThatBreaksOffIsNamed(Answer answer, int status) throws IOException {
        world.origin().answer(answer);
        try (RawClient client = world.gateway().client()) {
            client.send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept: text/html"));
            RawClient.Reception reception = client.begin("GET");
            assertThat(reception.status()).isEqualTo(status);
            reception.body().rest();
        }
        assertThat(record())
                .containsPattern(done("failed", "origin-aborted", status))
                .contains(UNSERVED);
    }

    @Test
    void anOriginThatBreaksOffBehindTheNoticeTakesNothingBack() throws IOException {
        world.origin().answer(new Mischief.StallMidBody(PAGE, BEFORE.length() + 500));
        try (RawClient client = world.gateway().client()) {
            client.send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept: text/html"));
            client.begin("GET").body().rest();
        }
        assertThat(record()).contains("\"out\":\"injected\"", "\"lang\":\"ru\"").doesNotContain(UNSERVED);
    }

    @Test
    void aVisitorWhoLeavesBeforeTheAnswerIsNamed() {
        CountDownLatch asked = new CountDownLatch(1);
        world.origin().answer((OriginConnection connection, RecordedRequest request) -> {
            asked.countDown();
            connection.awaitPeerLeft();
        });
        leave(asked);
        assertThat(record())
                .containsPattern(done("aborted", "visitor-aborted", 0))
                .contains(UNSERVED);
    }

    @Test
    void aVisitorWhoLeavesBeforeTheNoticesLastByteIsNamed() throws IOException {
        world.origin().answer((connection, request) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.chunk(BEFORE.getBytes(StandardCharsets.US_ASCII)).flush();
            connection.awaitPeerLeft();
        });
        RawClient client = world.gateway().client();
        client.send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept: text/html"));
        assertThat(client.begin("GET").body().read(100)).hasSize(100);
        client.reset();
        assertThat(record()).containsPattern(done("aborted", "visitor-aborted", 200));
    }

    @Test
    void aVisitorWhoTakesNothingIsNotTheOriginsFault() {
        String endless = BEFORE + "<!-- " + "x".repeat(24 << 20) + " -->" + AFTER;
        world.origin().answer(OriginReply.html(endless).chunked(Cut.every(64 << 10)));
        RawClient client = world.closing(world.gateway().client());
        client.send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept: text/html"));
        client.begin("GET");
        assertThat(record()).containsPattern(done("aborted", "visitor-aborted", 200));
    }

    @Test
    void aRequestThatIsRefusedIsNeitherTheOriginsFaultNorTheVisitorsLeaving() {
        world.origin().answer(PAGE);
        assertThat(world.client()
                        .exchange("POST", "/", Visitors.RUSSIA, "Accept: text/html", "Content-Length: 5000")
                        .status())
                .isEqualTo(413);
        assertThat(record()).containsPattern(done("skipped", "refused", 413)).contains(UNSERVED);
    }

    @Test
    void aWebSocketIsRecordedWhenItOpensAndNotWhenItsVisitorLeaves() {
        world.origin().answer(WebSocketTest::echo);
        RawClient client = world.gateway().client();
        client.send(RawClient.request("GET", "/chat", WebSocketTest.HANDSHAKE));
        assertThat(client.begin("GET").status()).isEqualTo(101);
        assertThat(world.gateway().decisions(before + 1)).hasSize(before + 1);
        client.reset();
        assertThat(record()).containsPattern(done("skipped", "bodiless", 101));
    }

    @Test
    void whatIsNoDocumentIsCountedAlone() {
        FakeClock clock = new FakeClock(Instant.parse("2026-11-24T12:00:30Z"));
        try (OriginServer origin = OriginServer.start();
                TestGateway gateway =
                        TestGateway.start(world.yaml().with("origins", "[{urls: [\"" + origin.url() + "\"]}]"), clock);
                RawClient client = gateway.client()) {
            origin.answer(
                    OriginReply.status(200).with("Content-Type", "image/png").body("image"));
            for (int i = 0; i < 3; i++) {
                client.get("/a.png", Visitors.RUSSIA, "Sec-Fetch-Dest: image");
            }
            client.get("/.well-known/geo-compliance/ru-undesirable/ru", Visitors.RUSSIA, "Accept: text/html");
            clock.advance(Duration.ofSeconds(30));
            List<String> lines = gateway.auditLines();
            while (lines.stream().noneMatch(line -> line.contains("\"accepted\""))) {
                lines = gateway.auditLines();
            }
            assertThat(lines)
                    .anyMatch(line -> line.contains("\"accepted\":0,\"written\":0,\"dropped\":0,\"assets\":3,"));
            assertThat(gateway.decisions(0)).isEmpty();
        }
    }

    /** The embedded database is from 2026-06-17 at 19:51:40. */
    @Test
    void aPlaceByADatabaseOlderThan90DaysIsLessSure() {
        FakeClock clock = new FakeClock(Instant.parse("2026-09-15T19:51:40Z"));
        world.origin().answer(PAGE);
        try (TestGateway gateway = TestGateway.start(world.yaml(), clock);
                RawClient client = gateway.client()) {
            client.get("/a", Visitors.GERMANY, "Accept: text/html");
            assertThat(gateway.decisions(1).get(0)).contains("\"conf\":\"geo-country\"");
            clock.advance(Duration.ofSeconds(1));
            client.get("/a", Visitors.GERMANY, "Accept: text/html");
            client.get("/a", "X-Forwarded-For: nobody", "Accept: text/html");
            assertThat(gateway.decisions(3).get(1)).contains("\"conf\":\"geo-old\"");
            assertThat(gateway.decisions(3).get(2)).contains("\"conf\":\"unknown\"");
        }
    }

    private static void leave(CountDownLatch asked) {
        RawClient client = world.gateway().client();
        client.send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept: text/html"));
        try {
            asked.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        client.reset();
    }
}
