package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.KEY;
import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.counted;
import static io.geocompliance.gateway.audit.LogRecords.lines;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.AuditSettings.DiskFull;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk with less room than the low-water mark: last words while they fit, counts while lines can't be, and all of it adds up. */
@Timeout(60)
class DiskRoomTest {

    private static final long MARK = 1 << 20;
    private static final long BALLAST = MARK / 4;

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();
    private LogCapture said;

    @BeforeEach
    void listen() {
        said = new LogCapture();
    }

    @AfterEach
    void stopListening() {
        said.close();
    }

    private JsonLinesLog open(DiskFull.Action action) throws IOException {
        JsonLinesLog log = new JsonLinesLog(
                new AuditSettings.Writing(
                        1 << 20,
                        AuditSettings.OnFull.COUNT,
                        AuditSettings.Durability.GROUP,
                        new DiskFull(action, MARK),
                        Optional.empty()),
                () -> NOON,
                LogDirectory.hold(directory, disk),
                new LogIdentity(KEY, "test", 1 << 20));
        SampleLog.introduce(log);
        return log;
    }

    private static void become(JsonLinesLog log, AuditLog.State state) {
        LogRecords.await(() -> log.state() == state);
    }

    @Test
    void belowTheMarkTheLastWordsAreSaidAndWhatComesThenIsCountedUntilThereIsRoom() throws IOException {
        JsonLinesLog log = open(DiskFull.Action.SUSPEND);
        log.append(record(NOON, "before"));
        LogRecords.await(() -> log.counters().written() == 1);
        assertThat(directory.resolve("ballast")).hasSize(BALLAST);
        disk.usableBytes = MARK - 1;
        become(log, AuditLog.State.DISK_FULL);
        assertThat(directory.resolve("ballast")).doesNotExist();
        assertThat(counted(directory, "tick", "before")).isEqualTo(1);
        assertThat(found()).containsExactly(Finding.Kind.UNWITNESSED);
        assertThat(log.full().toCompletableFuture()).isDone();
        log.append(record(NOON, "while full"));
        disk.usableBytes = MARK + BALLAST - 1; // what was given up must fit again as well
        log.append(record(NOON, "while full"));
        disk.usableBytes = MARK + BALLAST;
        become(log, AuditLog.State.WRITTEN);
        assertThat(directory.resolve("ballast")).hasSize(BALLAST);
        log.append(record(NOON, "after"));
        log.close();
        assertThat(counted(directory, "gap", "while full")).isEqualTo(2);
        assertThat(lines(directory, "dec")).hasSize(2);
        assertThat(lines(directory, "recovered")).isEmpty();
        assertThat(lines(directory, "close"))
                .singleElement()
                .asString()
                .contains("\"accepted\":4,\"written\":2,\"dropped\":2");
        assertThat(found()).containsExactlyInAnyOrder(Finding.Kind.UNWITNESSED, Finding.Kind.GAP);
        assertThat(said.lines()).singleElement().asString().contains("ERROR", "less than 1048576 bytes are left");
    }

    private List<Finding.Kind> found() throws IOException {
        return new LogVerifier(List.of(KEY.verifier()), List.of())
                .verify(directory, VerifiedLine.Visitor.NONE).findings().stream()
                        .map(Finding::kind)
                        .toList();
    }

    @Test
    void whoChoseToIgnoreItIsToldByTheGapAlone() throws IOException {
        JsonLinesLog log = open(DiskFull.Action.IGNORE);
        disk.usableBytes = 0;
        become(log, AuditLog.State.DISK_FULL);
        log.append(record(NOON, "while full"));
        log.close();
        assertThat(said.lines()).isEmpty();
        assertThat(counted(directory, "gap", "while full")).isEqualTo(1);
        assertThat(lines(directory, "close")).hasSize(1);
    }

    @Test
    void aLogThatBeginsWithoutRoomBeginsAllTheSame() throws IOException {
        disk.usableBytes = 0;
        JsonLinesLog log = open(DiskFull.Action.SUSPEND);
        become(log, AuditLog.State.DISK_FULL);
        assertThat(Files.exists(directory.resolve("ballast"))).isFalse();
        log.append(record(NOON, "while full"));
        disk.usableBytes = Long.MAX_VALUE / 2;
        become(log, AuditLog.State.WRITTEN);
        log.close();
        assertThat(lines(directory, "open")).hasSize(1);
        assertThat(counted(directory, "gap", "while full")).isEqualTo(1);
    }

    @Test
    void aCommandWritesAsLongAsThereIsAnyRoomAndKeepsNone() throws IOException {
        disk.usableBytes = 1;
        JsonLinesLog log = new JsonLinesLog(
                AuditSettings.forCommand(directory, null).writing(),
                () -> NOON,
                LogDirectory.hold(directory, disk),
                new LogIdentity(KEY, "test", 1 << 20));
        log.note(new Custody("prune", "somebody", null, null))
                .toCompletableFuture()
                .join();
        log.close();
        assertThat(directory.resolve("ballast")).doesNotExist();
        assertThat(lines(directory, "custody")).hasSize(1);
    }

    @Test
    void aWriteThatFailsAllTheSameGivesTheBallastUpAndIsMadeGood() throws IOException {
        JsonLinesLog log = open(DiskFull.Action.SUSPEND);
        log.append(record(NOON, "before"));
        LogRecords.await(() -> log.counters().written() == 1);
        disk.failsAfterBytes = 9;
        log.append(record(NOON, "torn"));
        become(log, AuditLog.State.FAILED);
        LogRecords.await(() -> !Files.exists(directory.resolve("ballast")));
        disk.usableBytes = MARK;
        disk.failsAfterBytes = -1;
        become(log, AuditLog.State.DISK_FULL);
        assertThat(counted(directory, "gap", "torn"))
                .as("said in the room of the ballast")
                .isEqualTo(1);
        disk.usableBytes = MARK + BALLAST;
        become(log, AuditLog.State.WRITTEN);
        log.close();
        assertThat(lines(directory, "close")).hasSize(1);
    }
}
