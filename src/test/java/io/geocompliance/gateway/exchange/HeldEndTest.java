package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.BodyInput;
import io.geocompliance.gateway.testing.Ending;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.HeldClock;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code durability: before-end}: who has seen a page's end finds its line on the disk. */
@Timeout(120)
class HeldEndTest {

    private static final String PAGE = "<!doctype html><title>t</title><body><p>text</p>END";

    /** Long enough that an end which is not held would have come. */
    private static final Duration A_WHILE = Duration.ofMillis(300);

    private final HeldClock clock = new HeldClock(InstantSource.system());
    private OriginServer origin;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        origin = OriginServer.start().answer(OriginReply.html(PAGE));
        gateway = start("");
    }

    private TestGateway start(String more) {
        return TestGateway.start(
                GatewayYaml.of(origin.url())
                        .with("audit", "{directory: audit, queue: 64KiB, durability: before-end}")
                        .with("origins", "[{urls: [\"" + origin.url() + "\"]" + more + "}]"),
                clock);
    }

    @AfterEach
    void stop() {
        clock.release();
        gateway.close();
        origin.close();
    }

    private static RawResponse visit(RawClient client, String from) {
        return client.get("/", from, "Accept: text/html");
    }

    /** Read at once, without waiting for the writer. */
    private List<String> onDisk() {
        return gateway.auditLines().stream()
                .filter(line -> line.startsWith("{\"ty\":\"dec\"") && line.endsWith("}"))
                .toList();
    }

    @Test
    void theLineIsThereWhenThePageHasEnded() {
        try (RawClient client = gateway.client()) {
            for (int visits = 1; visits <= 20; visits++) {
                assertThat(visit(client, Visitors.RUSSIA).ending()).isEqualTo(Ending.LAST_CHUNK);
                assertThat(onDisk()).hasSize(visits).allMatch(line -> line.contains("\"out\":\"injected\""));
            }
        }
        assertThat(gateway.counters().earlyEnds()).isEmpty();
    }

    @Test
    void theLineIsThereWhenWhatCanCarryNoNoticeHasEnded() {
        origin.answer(OriginReply.status(200)
                .with("Content-Type", "application/pdf")
                .body("%PDF-1.7 " + "x".repeat(100_000)));
        try (RawClient client = gateway.client()) {
            for (int visits = 1; visits <= 10; visits++) {
                RawResponse file = visit(client, Visitors.RUSSIA);
                assertThat(file.ending()).isEqualTo(Ending.LENGTH_REACHED);
                assertThat(file.text()).hasSize(100_009).endsWith("xx");
                assertThat(onDisk()).hasSize(visits).allMatch(line -> line.contains("\"why\":\"not-html\""));
            }
        }
    }

    @Test
    void theLineIsThereWhenThePageThatComesFirstHasEnded() {
        gateway.close();
        gateway = start(", interstitial: on");
        try (RawClient client = gateway.client()) {
            for (int visits = 1; visits <= 10; visits++) {
                RawResponse first = client.get("/", Visitors.RUSSIA, "Accept: text/html", "Sec-Fetch-Dest: document");
                assertThat(first.ending()).isEqualTo(Ending.LENGTH_REACHED);
                assertThat(first.text()).endsWith("</html>\n");
                assertThat(onDisk()).hasSize(visits).allMatch(line -> line.contains("\"out\":\"interstitial\""));
            }
        }
    }

    @Test
    void allButTheEndLeavesAtOnceAndTheEndWithTheWriter() throws IOException {
        clock.hold();
        try (RawClient client = gateway.client()) {
            client.send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept: text/html"));
            readPage(client.begin("GET").body());
            assertThat(client.read(2)).isEqualTo("\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.awaitByte(A_WHILE)).as("the end comes").isFalse();
            clock.release();
            assertThat(client.read(5)).isEqualTo("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(onDisk()).hasSize(1);
            assertThat(visit(client, Visitors.RUSSIA).status()).isEqualTo(200);
        }
    }

    private static void readPage(BodyInput body) throws IOException {
        StringBuilder page = new StringBuilder();
        while (page.indexOf("END") < 0) {
            page.append(new String(body.read(1), StandardCharsets.UTF_8));
        }
        assertThat(page).contains("data-notice-id");
    }

    @Test
    void nobodyWithoutADutyWaits() {
        clock.hold();
        try (RawClient client = gateway.client()) {
            assertThat(visit(client, Visitors.GERMANY).ending()).isEqualTo(Ending.LENGTH_REACHED);
            assertThat(client.exchange("HEAD", "/", Visitors.RUSSIA, "Accept: text/html")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aLogThatIsLateCostsNobodyThePageAndIsCounted() {
        clock.hold();
        try (RawClient client = gateway.client()) {
            RawResponse page = visit(client, Visitors.RUSSIA);
            assertThat(page.ending()).isEqualTo(Ending.LAST_CHUNK);
            assertThat(page.text()).endsWith("END");
            assertThat(gateway.counters().earlyEnds()).containsOnly(Map.entry("late", 1L));
        }
        clock.release();
        assertThat(gateway.decisions(1)).hasSize(1);
    }

    @Test
    void aLineThatCanNotBeWrittenCostsNobodyThePageAndIsCounted() {
        clock.hold();
        FullQueue.fill(gateway);
        try (RawClient client = gateway.client()) {
            assertThat(visit(client, Visitors.RUSSIA).text())
                    .contains("data-notice-id")
                    .endsWith("END");
        }
        assertThat(gateway.counters().earlyEnds()).containsOnly(Map.entry("counted-only", 1L));
    }

    @Test
    void whoLeavesBeforeTheEndThatWasHeldHasOneRecordOfWhatCame() throws IOException {
        clock.hold();
        RawClient client = gateway.client();
        client.send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept: text/html"));
        readPage(client.begin("GET").body());
        client.reset();
        assertThat(gateway.awaitNothingInFlight(Duration.ofSeconds(10))).isTrue();
        clock.release();
        try (RawClient next = gateway.client()) {
            visit(next, Visitors.RUSSIA);
        }
        gateway.stop();
        assertThat(onDisk()).hasSize(2).allMatch(line -> line.contains("\"out\":\"injected\""));
    }
}
