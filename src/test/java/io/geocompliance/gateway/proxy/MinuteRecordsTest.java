package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.rules.Visit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are found where equal ones were made, and only there. */
class MinuteRecordsTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:30Z");
    private static final Instant WHEN_THE_DATABASE_WAS_YOUNG = Instant.parse("2026-07-01T12:00:00Z");
    private static final String RUSSIAN = "77.88.8.8";
    private static final AuditRecord.Result INJECTED =
            AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG));

    private static SampleVisits.Site site;

    @TempDir
    Path directory;

    private Instant now = NOON;
    private JsonLinesLog log;
    private SampleVisits visits;
    private MinuteRecords records;

    @BeforeAll
    static void build() throws Exception {
        site = SampleVisits.Site.embedded();
    }

    @BeforeEach
    void open() throws IOException {
        log = JsonLinesLog.open(AuditSettings.forCommand(directory, directory.resolve("key")), () -> NOON, "test");
        visits = new SampleVisits(site, () -> now, log);
        records = visits.records();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatDiffersInNothingThatARecordSaysIsFound() {
        Evidence one = visits.of(RUSSIAN, "GET");
        Evidence other = visits.of("5.255.255.70", "GET");
        Fragment served = SampleVisits.shown(one);
        AuditRecord made = records.of(one, 200, INJECTED, served);
        assertThat(made).isEqualTo(one.record(200, INJECTED, served));
        assertThat(records.of(other, 200, INJECTED, served)).isSameAs(made);
    }

    @Test
    void whatDiffersIsMade() {
        Evidence russian = visits.of(RUSSIAN, "GET");
        Fragment served = SampleVisits.shown(russian);
        AuditRecord.Result left = AuditRecord.Result.of(new Outcome.NotInjected(Outcome.Reason.VISITOR_ABORTED));
        String hash = site.snapshot().hash();
        records.of(russian, 200, INJECTED, served);
        assertMade(russian, 404, INJECTED, served);
        assertMade(russian, 200, left, null);
        assertMade(russian, 200, INJECTED, null);
        assertMade(visits.of(RUSSIAN, "POST"), 200, INJECTED, served);
        assertMade(visits.of("88.198.0.1", "GET"), 200, INJECTED, null);
        assertMade(visits.of("10.0.0.1", "GET"), 200, INJECTED, null);
        assertMade(visits.of(RUSSIAN, visit(now), "f".repeat(64)), 200, INJECTED, served);
        assertMade(visits.of(RUSSIAN, visit(WHEN_THE_DATABASE_WAS_YOUNG), hash), 200, INJECTED, served);
    }

    private static Visit visit(Instant at) {
        return new Visit("news.example", "GET", "/news/1", at);
    }

    private void assertMade(Evidence evidence, int status, AuditRecord.Result result, Fragment served) {
        assertThat(records.of(evidence, status, result, served)).isEqualTo(evidence.record(status, result, served));
    }

    @Test
    void withTheMinuteAllAreMadeAgain() {
        Evidence evidence = visits.of(RUSSIAN, "GET");
        AuditRecord before = records.of(evidence, 200, INJECTED, null);
        now = NOON.plusSeconds(29);
        assertThat(records.of(evidence, 200, INJECTED, null)).isSameAs(before);
        now = NOON.plusSeconds(30);
        assertThat(records.of(evidence, 200, INJECTED, null).at()).isEqualTo("2026-11-30T12:01:00Z");
        now = NOON;
        assertThat(records.of(evidence, 200, INJECTED, null).at()).isEqualTo("2026-11-30T12:00:00Z");
    }

    /** More than are kept: none is taken for another, and finding ends. */
    @Test
    void beyondWhatIsKeptEachIsMade() {
        Evidence evidence = visits.of(RUSSIAN, "GET");
        for (int round = 0; round < 2; round++) {
            for (int status = 100; status < 2_000; status++) {
                AuditRecord record = records.of(evidence, status, INJECTED, null);
                assertThat(record.message().status()).isEqualTo(status);
            }
        }
    }

    /** In some round of many: the writer's own work, the compiler's and a turn of the queue's slots are nobody's record. */
    @Test
    void aRecordThatIsFoundIsHandedOverWithoutAnyAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        Evidence evidence = visits.of(RUSSIAN, "GET");
        Fragment served = SampleVisits.shown(evidence);
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
