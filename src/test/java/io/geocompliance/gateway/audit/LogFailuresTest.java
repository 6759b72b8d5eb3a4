package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.await;
import static io.geocompliance.gateway.audit.LogRecords.counted;
import static io.geocompliance.gateway.audit.LogRecords.lines;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fail: what is lost is counted, said, and written down when there is room again. */
@Timeout(60)
class LogFailuresTest {

    @TempDir
    Path directory;

    private FaultyDisk disk;
    private JsonLinesLog log;
    private LogCapture said;

    @BeforeEach
    void open() throws IOException {
        said = new LogCapture();
        disk = new FaultyDisk();
        log = LogRecords.open(directory, disk, () -> NOON, 1 << 16);
        log.introduce(new Introduction.RuleSet("0123"));
        log.append(record(NOON, "before"));
        await(() -> log.counters().written() == 1);
    }

    @AfterEach
    void close() {
        log.close();
        said.close();
        assertThat(disk.secondTries).hasValue(0);
    }

    @Test
    void aFailedForceStopsTheLogForGoodAndCountsWhatItHeldAsLost() throws IOException {
        disk.failsToForce = true;
        log.append(record(NOON, "doubtful"));
        await(() -> log.state() != AuditLog.State.WRITTEN);
        disk.failsToForce = false;
        log.append(record(NOON, "while stopped"));
        await(() -> log.counters().dropped() == 2);
        log.close();
        assertThat(log.state()).isNotEqualTo(AuditLog.State.WRITTEN);
        AuditCounters counters = log.counters();
        assertThat(counters.written()).isEqualTo(1);
        assertThat(lines(directory, "close")).isEmpty();
        assertThat(said.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        "can't be written (ForceFailedException: Input/output error)",
                                        "is started anew"),
                        line -> assertThat(line).contains("could not be ended: 2 records are counted in no file"));
        try (JsonLinesLog next = LogRecords.open(directory, Disk.REAL, () -> NOON, 1 << 16)) {
            next.append(record(NOON, "after"));
        }
        assertThat(lines(directory, "dec")).anyMatch(line -> line.contains("\"rule\":\"after\""));
        assertThat(lines(directory, "open")).hasSize(2);
    }

    @Test
    void aWriteThatFailsWithinALineIsNeverGluedToAnother() {
        disk.failsAfterBytes = 17;
        log.append(record(NOON, "torn"));
        await(() -> log.state() != AuditLog.State.WRITTEN);
        log.append(record(NOON, "while suspended"));
        disk.failsAfterBytes = -1;
        await(() -> log.state() == AuditLog.State.WRITTEN);
        log.append(record(NOON, "after"));
        log.close();
        assertThat(LogRecords.files(directory))
                .singleElement()
                .satisfies(file -> assertThat(Files.readString(file)).endsWith("}\n"));
        assertThat(lines(directory, "recovered"))
                .containsExactly("{\"ty\":\"recovered\",\"t\":\"2026-11-24T12:00Z\",\"bytes\":17,"
                        + "\"sha256\":\"2b64a5ddda91409a98061817e3ea6aabd3e563719965f55e7b0b87e7295d7964\"}");
        assertThat(lines(directory))
                .containsSubsequence(
                        "{\"ty\":\"ruleset\",\"sha256\":\"0123\",\"t\":\"2026-11-24T12:00Z\"}",
                        "{\"ty\":\"gap\",\"t\":\"2026-11-24T12:00Z\",\"from\":\"2026-11-24T12:00Z\",\"to\":\"2026-11-24T12:00Z\","
                                + "\"reg\":\"RU\",\"rule\":\"torn\",\"n\":\"n\",\"out\":\"injected\",\"count\":1}");
        assertThat(counted(directory, "gap", "while suspended")).isEqualTo(1);
        assertThat(counted(directory, "gap", "after")).isZero();
        assertThat(lines(directory, "dec")).hasSize(2);
        assertThat(log.counters().written()).isEqualTo(2);
        assertThat(log.counters().dropped()).isEqualTo(2);
        assertThat(said.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(1);
    }

    @Test
    void whatFindsNoRoomAtTheEndIsSaid() {
        disk.failsAfterBytes = 0;
        log.append(record(NOON, "lost"));
        await(() -> log.state() != AuditLog.State.WRITTEN);
        log.append(record(NOON, "lost"));
        log.close();
        assertThat(log.counters().dropped()).isEqualTo(2);
        assertThat(said.lines())
                .anyMatch(line -> line.contains("could not be ended: 2 records are counted in no file"));
    }

    @Test
    void withoutRoomForASignedHeadTheLogIsSuspendedAndNothingIsCountedTwice() {
        disk.failsToReplace = true;
        log.append(record(NOON, "unsigned"));
        await(() -> log.state() != AuditLog.State.WRITTEN);
        log.append(record(NOON, "while suspended"));
        await(() -> log.counters().dropped() == 1);
        disk.failsToReplace = false;
        await(() -> log.state() == AuditLog.State.WRITTEN);
        log.close();
        assertThat(counted(directory, "gap", "unsigned")).isZero();
        assertThat(counted(directory, "gap", "while suspended")).isEqualTo(1);
        assertThat(log.counters().written()).isEqualTo(2);
        assertThat(lines(directory, "dec")).hasSize(2);
    }

    @Test
    void factsToldWhileSuspendedStandBeforeTheNextLines() {
        disk.failsAfterBytes = 3;
        log.append(record(NOON, "lost"));
        await(() -> log.state() != AuditLog.State.WRITTEN);
        log.introduce(new Introduction.RuleSet("4567"));
        disk.failsAfterBytes = -1;
        log.close();
        assertThat(lines(directory)).contains("{\"ty\":\"ruleset\",\"sha256\":\"4567\",\"t\":\"2026-11-24T12:00Z\"}");
    }

    @Test
    void aSegmentThatIsFullIsFollowedByAnother() {
        for (int i = 0; i < 1000; i++) {
            log.append(record(NOON, "many"));
        }
        log.close();
        assertThat(LogRecords.files(directory)).hasSizeGreaterThan(2);
        assertThat(lines(directory, "dec")).hasSize(1001);
        assertThat(lines(directory, "ruleset")).hasSameSizeAs(LogRecords.files(directory));
        assertThat(lines(directory, "gap")).isEmpty();
        assertThat(said.lines()).isEmpty();
    }
}
