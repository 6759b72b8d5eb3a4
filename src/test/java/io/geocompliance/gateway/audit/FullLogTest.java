package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.KEY;
import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.await;
import static io.geocompliance.gateway.audit.LogRecords.counted;
import static io.geocompliance.gateway.audit.LogRecords.lines;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.testing.HeldClock;
import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that must carry a notice and a log that can take no line: counted, or refused beforehand. */
@Timeout(60)
class FullLogTest {

    @TempDir
    Path directory;

    private final HeldClock clock = new HeldClock(() -> NOON);

    private JsonLinesLog open(long queueBytes, AuditSettings.OnFull onFull, Disk disk) throws IOException {
        return new JsonLinesLog(
                new AuditSettings.Writing(
                        queueBytes,
                        onFull,
                        AuditSettings.Durability.GROUP,
                        AuditSettings.DiskFull.DEFAULT,
                        Optional.empty()),
                clock::instant,
                LogDirectory.hold(directory, disk),
                new LogIdentity(KEY, "test", 1 << 20));
    }

    @Test
    void roomIsKeptForAsManyLinesAsFitAndNobodyElseTakesIt() throws IOException {
        clock.hold();
        JsonLinesLog log = open(2 * LineQueue.PROMISED_BYTES, AuditSettings.OnFull.REFUSE, Disk.REAL);
        Room first = log.room().orElseThrow();
        Room second = log.room().orElseThrow();
        assertThat(log.room()).isEmpty();
        log.append(record(NOON, "unannounced"));
        assertThat(log.counters().dropped()).isEqualTo(1);
        first.append(record(NOON, "a"));
        second.append(record(NOON, "a"));
        assertThat(log.counters().dropped()).isEqualTo(1);
        clock.release();
        await(() -> log.counters().written() == 2);
        assertThat(log.room()).as("what was kept is free again").isPresent();
        log.close();
        assertThat(lines(directory, "dec")).hasSize(2);
        assertThat(counted(directory, "gap", "unannounced")).isEqualTo(1);
    }

    @Test
    void aLongLineFindsTheRoomThatWasKeptForIt() throws IOException {
        clock.hold();
        JsonLinesLog log = open(LineQueue.PROMISED_BYTES, AuditSettings.OnFull.REFUSE, Disk.REAL);
        log.room().orElseThrow().append(record(NOON, "r".repeat(200) + "\n".repeat(50)));
        assertThat(log.counters().queue().bytes()).isGreaterThan(LineQueue.PROMISED_BYTES);
        assertThat(log.counters().dropped()).isZero();
        clock.release();
        log.close();
        assertThat(lines(directory, "dec")).hasSize(1);
    }

    @Test
    void whatIsOnlyToBeCountedIsNeverRefused() throws IOException {
        clock.hold();
        JsonLinesLog log = open(10, AuditSettings.OnFull.COUNT, Disk.REAL);
        log.room().orElseThrow().append(record(NOON, "a"));
        clock.release();
        log.close();
        assertThat(counted(directory, "gap", "a")).isEqualTo(1);
    }

    @Test
    void aDiskThatTakesNothingIsAsGoodAsFull() throws IOException {
        try (LogCapture said = new LogCapture()) {
            FaultyDisk disk = new FaultyDisk();
            JsonLinesLog log = open(1 << 20, AuditSettings.OnFull.REFUSE, disk);
            Optional<Room> before = log.room();
            disk.failsAfterBytes = 0;
            log.append(record(NOON, "lost"));
            await(() -> log.state() != AuditLog.State.WRITTEN);
            assertThat(log.room()).isEmpty();
            before.orElseThrow().append(record(NOON, "late"));
            await(() -> log.counters().dropped() == 2);
            disk.failsAfterBytes = -1;
            await(() -> log.state() == AuditLog.State.WRITTEN);
            log.room().orElseThrow().append(record(NOON, "after"));
            log.close();
            assertThat(lines(directory, "dec")).singleElement().asString().contains("\"rule\":\"after\"");
            assertThat(said.lines()).isNotEmpty();
        }
    }

    @Test
    void roomThatNobodyUsesDoesNotKeepTheLogFromItsEnd() throws IOException {
        JsonLinesLog log = open(1 << 20, AuditSettings.OnFull.REFUSE, Disk.REAL);
        Room unused = log.room().orElseThrow();
        log.close();
        unused.append(record(NOON, "late"));
        assertThat(log.counters().dropped()).isEqualTo(1);
        assertThat(log.room()).isEmpty();
    }
}
