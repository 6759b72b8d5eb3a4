package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.FakeClock;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestGateway;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever scrapes every second learns no more of a visit than its minute. */
@Timeout(60)
class MetricsPaceTest {

    private static List<String> numbers(TestGateway gateway) {
        return gateway.admin("/metrics")
                .lines()
                .filter(line -> line.startsWith("geogate_") && !line.startsWith("geogate_event_loop_delay"))
                .toList();
    }

    private static void visit(TestGateway gateway) {
        try (RawClient client = gateway.client()) {
            assertThat(client.get("/", Visitors.RUSSIA, "Accept: text/html").status())
                    .isEqualTo(200);
        }
        assertThat(gateway.decisions(1)).hasSize(1);
    }

    @Test
    void aVisitMovesNothingBeforeTheTurnOfTheMinute() {
        FakeClock early = new FakeClock(Instant.parse("2026-11-24T12:00:01Z"));
        try (OriginServer origin = OriginServer.start().answer(OriginReply.html("<body>x"));
                TestGateway gateway = TestGateway.start(GatewayYaml.of(origin.url()), early)) {
            List<String> before = numbers(gateway);
            visit(gateway);
            assertThat(numbers(gateway)).isEqualTo(before);
        }
    }

    @Test
    void theTurnOfTheMinuteShowsIt() {
        FakeClock late = new FakeClock(Instant.parse("2026-11-24T12:00:58.500Z"));
        try (OriginServer origin = OriginServer.start().answer(OriginReply.html("<body>x"));
                TestGateway gateway = TestGateway.start(GatewayYaml.of(origin.url()), late)) {
            visit(gateway);
            List<String> numbers = numbers(gateway);
            while (numbers.stream().noneMatch(line -> line.startsWith("geogate_decisions_total{"))) {
                numbers = numbers(gateway);
            }
            assertThat(numbers)
                    .anyMatch(line -> line.contains("region=\"RU\"") && line.endsWith(" 1.0"))
                    .anyMatch(line -> line.matches("geogate_audit_last_sync_timestamp_seconds 1\\.\\d+E9"))
                    .contains("geogate_audit_queue_bytes 0.0")
                    .contains("geogate_audit_unmet_anchors 0.0")
                    .contains("geogate_notice_languages_total{cause=\"default\"} 1.0");
        }
    }
}
