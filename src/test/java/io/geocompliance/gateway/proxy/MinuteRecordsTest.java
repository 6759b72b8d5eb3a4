package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.admin.Metrics;
import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.proxy.front.ListeningSockets;
import io.geocompliance.gateway.response.Fields;
import io.geocompliance.gateway.rules.Visit;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are found where equal ones were made, and only there. */
class MinuteRecordsTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:30Z");
    private static final String RUSSIAN = "77.88.8.8";
    private static final AuditRecord.Result INJECTED =
            AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG));

    private static Config config;
    private static Snapshot snapshot;

    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final MinuteRecords records = new MinuteRecords(clock);

    /** A document that is asked for, and nothing else. */
    private record Page() implements Fields {

        @Override
        public List<String> all(String name) {
            return name.equalsIgnoreCase("Accept") ? List.of("text/html") : List.of();
        }

        @Override
        public Iterable<String> names() {
            return List.of("Accept");
        }
    }

    @BeforeAll
    static void build() throws Exception {
        config = Config.embedded(Overrides.NONE, name -> null);
        snapshot = Snapshots.build(config);
    }

    private Evidence evidence(String visitor, String method, JsonLinesLog log) {
        return evidence(snapshot, visitor, new Visit("news.example", method, "/news/1", now), log);
    }

    private Evidence evidence(Snapshot inForce, String visitor, Visit visit, JsonLinesLog log) {
        ProxyServer.Surroundings surroundings = new ProxyServer.Surroundings(
                () -> inForce, log, new ListeningSockets(), clock, new ProxyCounters(Metrics.DURATION_BOUNDS_SECONDS));
        Ruling.Sender sender = new Ruling.Sender(
                new ClientAddress.Known(AddressLiteral.parse(visitor).orElseThrow()), Told.BY_NOBODY);
        Conduct conduct = Conduct.of(
                inForce,
                Ruling.of(inForce, sender, visit),
                new Conduct.Request("news.example", new Page()),
                config.proxy().origins().get(0));
        return new Evidence(surroundings, records, inForce, conduct, 0, Optional.empty());
    }

    private static Fragment fragment(Evidence evidence) {
        return evidence.conduct()
                .shown(evidence.conduct().ruling().notice().orElseThrow(), null, false)
                .fragment();
    }

    private static JsonLinesLog log(Path directory) throws Exception {
        return JsonLinesLog.open(AuditSettings.forCommand(directory, directory.resolve("key")), () -> NOON, "test");
    }

    @Test
    void whatDiffersInNothingThatARecordSaysIsFound(@TempDir Path directory) throws Exception {
        try (JsonLinesLog log = log(directory)) {
            Evidence one = evidence(RUSSIAN, "GET", log);
            Evidence other = evidence("5.255.255.70", "GET", log);
            Fragment served = fragment(one);
            AuditRecord made = records.of(one, 200, INJECTED, served);
            assertThat(made).isEqualTo(one.record(200, INJECTED, served));
            assertThat(records.of(other, 200, INJECTED, served)).isSameAs(made);
        }
    }

    @Test
    void whatDiffersIsMade(@TempDir Path directory) throws Exception {
        try (JsonLinesLog log = log(directory)) {
            Evidence russian = evidence(RUSSIAN, "GET", log);
            Fragment served = fragment(russian);
            AuditRecord.Result left = AuditRecord.Result.of(new Outcome.NotInjected(Outcome.Reason.VISITOR_ABORTED));
            Visit visit = new Visit("news.example", "GET", "/news/1", now);
            Visit whenTheDatabaseWasYoung =
                    new Visit("news.example", "GET", "/news/1", Instant.parse("2026-07-01T12:00:00Z"));
            Snapshot reloaded = new Snapshot(
                    snapshot.clients(),
                    Map.of(),
                    snapshot.geo(),
                    snapshot.rules(),
                    snapshot.notices(),
                    Map.of(),
                    snapshot.headers(),
                    "f".repeat(64));
            records.of(russian, 200, INJECTED, served);
            assertMade(russian, 404, INJECTED, served);
            assertMade(russian, 200, left, null);
            assertMade(russian, 200, INJECTED, null);
            assertMade(evidence(RUSSIAN, "POST", log), 200, INJECTED, served);
            assertMade(evidence("88.198.0.1", "GET", log), 200, INJECTED, null);
            assertMade(evidence("10.0.0.1", "GET", log), 200, INJECTED, null);
            assertMade(evidence(reloaded, RUSSIAN, visit, log), 200, INJECTED, served);
            assertMade(evidence(snapshot, RUSSIAN, whenTheDatabaseWasYoung, log), 200, INJECTED, served);
        }
    }

    private void assertMade(Evidence evidence, int status, AuditRecord.Result result, Fragment served) {
        assertThat(records.of(evidence, status, result, served)).isEqualTo(evidence.record(status, result, served));
    }

    @Test
    void withTheMinuteAllAreMadeAgain(@TempDir Path directory) throws Exception {
        try (JsonLinesLog log = log(directory)) {
            Evidence evidence = evidence(RUSSIAN, "GET", log);
            AuditRecord before = records.of(evidence, 200, INJECTED, null);
            now = NOON.plusSeconds(29);
            assertThat(records.of(evidence, 200, INJECTED, null)).isSameAs(before);
            now = NOON.plusSeconds(30);
            assertThat(records.of(evidence, 200, INJECTED, null).at()).isEqualTo("2026-11-30T12:01:00Z");
            now = NOON;
            assertThat(records.of(evidence, 200, INJECTED, null).at()).isEqualTo("2026-11-30T12:00:00Z");
        }
    }

    /** More than are kept: none is taken for another, and finding ends. */
    @Test
    void beyondWhatIsKeptEachIsMade(@TempDir Path directory) throws Exception {
        try (JsonLinesLog log = log(directory)) {
            Evidence evidence = evidence(RUSSIAN, "GET", log);
            for (int round = 0; round < 2; round++) {
                for (int status = 100; status < 2_000; status++) {
                    assertThat(records.of(evidence, status, INJECTED, null)
                                    .message()
                                    .status())
                            .isEqualTo(status);
                }
            }
        }
    }

    /** In some round of many: the writer's own work, the compiler's and a turn of the queue's slots are nobody's record. */
    @Test
    void aRecordThatIsFoundIsHandedOverWithoutAnyAllocation(@TempDir Path directory) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        try (JsonLinesLog log = log(directory)) {
            Evidence evidence = evidence(RUSSIAN, "GET", log);
            Fragment served = fragment(evidence);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 50 && least > 0; round++) {
                long before = threads.getThreadAllocatedBytes(self);
                for (int visit = 0; visit < 1_000; visit++) {
                    log.append(records.of(evidence, 200, INJECTED, served));
                }
                least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
            }
            assertThat(least).isZero();
        }
    }
}
