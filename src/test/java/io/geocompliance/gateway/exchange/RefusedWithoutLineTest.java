package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.Failure;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.HeldClock;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue that is full, where the operator prefers no page to one without its line. */
@Timeout(120)
class RefusedWithoutLineTest {

    private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

    private final HeldClock clock = new HeldClock(InstantSource.system());
    private OriginServer origin;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        origin = OriginServer.start().answer(OriginReply.html("<!doctype html><title>t</title><body><p>text"));
    }

    @AfterEach
    void stop() {
        clock.release();
        gateway.close();
        origin.close();
    }

    private void start(String onFull) {
        GatewayYaml yaml =
                GatewayYaml.of(origin.url()).with("audit", "{directory: audit, queue: 64KiB, onFull: " + onFull + "}");
        gateway = TestGateway.start(yaml, clock);
        clock.hold();
    }

    private static RawResponse visit(RawClient client, String from) {
        return client.get("/", from, "Accept: text/html", "Accept-Language: en");
    }

    @Test
    void pagesThatMustCarryANoticeAreRefusedUntilThereIsRoomAndEveryOneIsCounted() {
        start("refuse");
        FullQueue.fill(gateway);
        origin.forgetRequests();
        try (RawClient client = gateway.client()) {
            RawResponse refused = visit(client, Visitors.RUSSIA);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.fields().first("Retry-After")).contains("5");
            assertThat(refused.fields().first("Cache-Control")).contains("no-store");
            assertThat(refused.text())
                    .contains("<h1>This page can't be shown at the moment</h1>", "lang=\"en\"")
                    .doesNotContain("text</");
            assertThat(origin.requests()).isEmpty();
            assertThat(visit(client, Visitors.GERMANY).status()).isEqualTo(200);
            assertThat(gateway.counters().failures()).containsEntry(Failure.LOG_FULL, 1L);
            assertThat(gateway.counters().notInjected()).containsEntry("log-full", 1L);
            clock.release();
            RawResponse again = visit(client, Visitors.RUSSIA);
            while (again.status() == 503) { // the writer is on its way
                again = visit(client, Visitors.RUSSIA);
            }
            assertThat(NoticeInPage.of(again.content()).elements()).hasSize(1);
        }
        gateway.stop();
        assertThat(failed(gateway.auditLines()))
                .isEqualTo(gateway.counters().failures().get(Failure.LOG_FULL));
    }

    /** What is counted for pages that were refused: by a line of their own, if there was room for that, else by a gap. */
    private static long failed(List<String> lines) {
        long failed = 0;
        for (String line : lines) {
            Matcher count = COUNT.matcher(line);
            if (line.contains("\"ty\":\"gap\"") && line.contains("\"out\":\"failed\"") && count.find()) {
                failed += Long.parseLong(count.group(1));
            } else if (line.contains("\"ty\":\"dec\"") && line.contains("\"why\":\"log-full\"")) {
                failed++;
            }
        }
        return failed;
    }

    @Test
    void byDefaultThePageGoesOutWithItsNoticeAndIsCounted() {
        start("count");
        FullQueue.fill(gateway);
        try (RawClient client = gateway.client()) {
            RawResponse page = visit(client, Visitors.RUSSIA);
            assertThat(page.status()).isEqualTo(200);
            assertThat(NoticeInPage.of(page.content()).elements()).hasSize(1);
            visit(client, Visitors.GERMANY); // by then its connection's loop is through with the page's record
        }
        clock.release();
        gateway.stop();
        assertThat(gateway.auditLines())
                .anyMatch(line -> line.contains("\"ty\":\"gap\"") && line.contains("\"out\":\"injected\""));
    }
}
