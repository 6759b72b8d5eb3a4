package io.geocompliance.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private final Fixture fixture = new Fixture();
    private final MetricsPage page = new MetricsPage(fixture.sources());

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void everyDeclaredNameIsExposedUnderThatName() {
        String scrape = page.scrape();
        for (Metrics metric : Metrics.values()) {
            assertThat(scrape).contains("# HELP " + metric.exposedName() + " " + metric.help() + "\n");
            assertThat(Pattern.compile("^" + metric.exposedName() + "(_bucket)?[{ ]", Pattern.MULTILINE)
                            .matcher(scrape)
                            .find())
                    .as(metric.exposedName())
                    .isTrue();
        }
    }

    @Test
    void whatVisitsMoveStandsStillUntilTheTurnOfTheMinute() {
        String before = visible();
        fixture.notices.add(7);
        fixture.syncs.add(1_790_000_000);
        assertThat(visible()).isEqualTo(before);
        page.tick();
        assertThat(page.scrape())
                .contains("geogate_decisions_total{action=\"notice\",mode=\"enforce\","
                        + "region=\"notice-audience\",rule=\"rule-1\"} 7.0");
    }

    @Test
    void aSyncIsDatedByItsMinute() {
        fixture.syncs.add(1_790_000_039);
        page.tick();
        assertThat(page.scrape()).contains("geogate_audit_last_sync_timestamp_seconds 1.78999998E9");
    }

    @Test
    void bucketsAreCumulativeAndEndWithoutBound() {
        fixture.notices.add(4);
        page.tick();
        assertThat(page.scrape())
                .contains("geogate_request_duration_seconds_bucket{le=\"0.005\"} 0\n")
                .contains("geogate_request_duration_seconds_bucket{le=\"0.01\"} 4\n")
                .contains("geogate_request_duration_seconds_bucket{le=\"10.0\"} 4\n")
                .contains("geogate_request_duration_seconds_bucket{le=\"+Inf\"} 5\n")
                .contains("geogate_request_duration_seconds_count 5\n");
    }

    /** Values come from settings or from closed lists: nothing that a visitor sends can become one. */
    @Test
    void noLabelCanHoldAPathAHostOrAnAddress() {
        assertThat(List.of(Metrics.values()))
                .allSatisfy(metric -> assertThat(metric.labels())
                        .isSubsetOf(
                                "listener",
                                "code_class",
                                "action",
                                "flag",
                                "region",
                                "rule",
                                "mode",
                                "reason",
                                "cause",
                                "outcome",
                                "state",
                                "upstream",
                                "database",
                                "name",
                                "revision",
                                "sha256",
                                "version",
                                "java"));
    }

    /** Whatever a request moves; what is left is settings, builds, and the loops' own clock. */
    @Test
    void onlyWhatNoVisitMovesIsLive() {
        assertThat(List.of(Metrics.values()))
                .filteredOn(metric -> metric.pace() == Metrics.Pace.LIVE)
                .extracting(Metrics::exposedName)
                .noneMatch(name ->
                        name.matches(".*(request|response|decision|inject|audit|abort|connection|csp|splice).*"));
    }

    @Test
    void theVirtualMachineIsThereToo() {
        assertThat(page.scrape()).contains("jvm_memory_used_bytes{", "jvm_threads_live_threads", "jvm_gc_");
    }

    @Test
    void aForgottenSourceIsAnErrorAtStart() {
        Map<Metrics, Supplier<List<Metrics.Sample>>> incomplete = new EnumMap<>(fixture.sources());
        incomplete.remove(Metrics.AUDIT_DROPPED);
        assertThatThrownBy(() -> new MetricsPage(incomplete)).hasMessageContaining("AUDIT_DROPPED");
    }

    @Test
    void aSampleHasItsLabelsAndItsKind() {
        assertThatThrownBy(() -> Metrics.RESPONSES.sample(1)).hasMessageContaining("[flag]");
        assertThatThrownBy(() -> Metrics.REQUEST_DURATION.sample(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Metrics.REQUEST_DURATION.distribution(1, List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The lines that visits may move. */
    private String visible() {
        return page.scrape()
                .lines()
                .filter(line -> List.of(Metrics.values()).stream()
                        .filter(metric -> metric.pace() == Metrics.Pace.BY_THE_MINUTE)
                        .anyMatch(metric -> line.startsWith(metric.exposedName())))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
