package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.KEY;
import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.await;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.AuditSettings.DiskFull;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines that go by themselves while the log is written: when their time has come, when the disk is full, and never unasked. */
@Timeout(120)
class RetentionTest {

    private static final Duration KEPT = Duration.ofDays(30);

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final FaultyDisk disk = new FaultyDisk();
    private SampleLog log;

    @BeforeEach
    void write() throws IOException {
        log = new SampleLog(directory);
        log.write(1, 1500);
    }

    private JsonLinesLog open(Optional<Duration> kept) throws IOException {
        AuditSettings.Writing writing = new AuditSettings.Writing(
                1 << 20,
                AuditSettings.OnFull.COUNT,
                AuditSettings.Durability.GROUP,
                new DiskFull(DiskFull.Action.ROTATE, 1 << 20),
                kept);
        return new JsonLinesLog(
                writing,
                now::get,
                LogDirectory.hold(directory, disk),
                new LogIdentity(KEY, "test", SampleLog.SEGMENT_BYTES));
    }

    private boolean isPruned() {
        try {
            return log.segments().stream().anyMatch(Segment::isPruned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addsUp() throws IOException {
        assertThat(log.kinds()).isEmpty();
        assertThat(LogRecords.lines(directory, "prune")).isNotEmpty();
        assertThat(LogRecords.lines(directory, "day"))
                .as("counted before they went")
                .isNotEmpty();
    }

    @Test
    void whatIsOldAtTheStartGoesAndIsSaidFirst() throws IOException {
        now.set(NOON.plus(KEPT).plusSeconds(7200));
        try (JsonLinesLog writer = open(Optional.of(KEPT))) {
            await(this::isPruned);
            writer.append(record(now.get(), "after"));
        }
        addsUp();
    }

    @Test
    void aFullDiskIsEmptiedOfWhatMayGoAtTheStartToo() throws IOException {
        now.set(NOON.plus(KEPT).plusSeconds(7200));
        disk.usableBytes = 100;
        try (JsonLinesLog writer = open(Optional.of(KEPT))) {
            await(this::isPruned);
            await(() -> writer.state() == AuditLog.State.DISK_FULL);
            assertThat(directory.resolve("ballast")).doesNotExist();
        }
        addsUp();
    }

    @Test
    void whatGrowsOldGoesOnTheDayAfter() throws IOException {
        now.set(NOON.plus(KEPT).minusSeconds(7200));
        try (JsonLinesLog writer = open(Optional.of(KEPT))) {
            writer.retention().look();
            assertThat(isPruned()).as("younger than it is kept").isFalse();
            now.set(NOON.plus(KEPT).plusSeconds(3600 * 10));
            writer.retention().look();
            assertThat(isPruned()).as("the day has been looked at").isFalse();
            now.set(NOON.plus(KEPT).plusSeconds(3600 * 13));
            writer.retention().look();
            assertThat(isPruned()).isTrue();
        }
        addsUp();
    }

    @Test
    void nothingGoesUnasked() throws IOException {
        now.set(NOON.plus(Duration.ofDays(9000)));
        try (JsonLinesLog writer = open(Optional.empty())) {
            writer.append(record(now.get(), "after"));
            await(() -> writer.counters().written() == 1);
        }
        assertThat(isPruned()).isFalse();
        assertThat(LogRecords.lines(directory, "prune")).isEmpty();
    }

    @Test
    void aFullDiskIsEmptiedOfWhatMayGoBeforeLinesStop() throws IOException {
        now.set(NOON.plus(KEPT).minusSeconds(7200));
        try (LogCapture said = new LogCapture();
                JsonLinesLog writer = open(Optional.of(KEPT))) {
            writer.retention().look();
            now.set(NOON.plus(KEPT).plusSeconds(3600 * 10)); // no new day: only the disk asks
            disk.usableBytes = 100;
            await(this::isPruned);
            await(() -> writer.state() == AuditLog.State.DISK_FULL);
            writer.append(record(now.get(), "while full"));
            disk.usableBytes = Long.MAX_VALUE / 2;
            await(() -> writer.state() == AuditLog.State.WRITTEN);
            assertThat(said.lines()).singleElement().asString().contains("disk is full");
        }
        assertThat(log.kinds()).containsExactly(Finding.Kind.GAP);
    }
}
