package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.await;
import static io.geocompliance.gateway.audit.LogRecords.counted;
import static io.geocompliance.gateway.audit.LogRecords.lines;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private FaultyFiles disk;
    private JsonLinesLog log;
    private LogCapture said;

    @BeforeEach
    void open() throws IOException {
        said = new LogCapture();
        disk = new FaultyFiles(LogDirectory.hold(directory));
        log = new JsonLinesLog(1 << 20, () -> NOON, disk);
        log.introduce(new Introduction.RuleSet("0123"));
        log.append(record(NOON, "before"));
        await(() -> log.counters().written() == 1);
    }

    @AfterEach
    void close() {
        log.close();
        said.close();
    }

    @Test
    void aFailedForceEndsTheFileAndCountsWhatItHeldAsLost() {
        disk.failsToForce = true;
        log.append(record(NOON, "doubtful"));
        await(() -> !log.writable());
        log.append(record(NOON, "while suspended"));
        disk.failsToForce = false;
        await(log::writable);
        log.append(record(NOON, "after"));
        log.close();
        assertThat(counted(directory, "gap", "doubtful")).isEqualTo(1);
        assertThat(counted(directory, "gap", "while suspended")).isEqualTo(1);
        assertThat(counted(directory, "gap", "after")).isZero();
        assertThat(lines(directory, "dec")).anyMatch(line -> line.contains("\"rule\":\"after\""));
        AuditCounters counters = log.counters();
        assertThat(counters.written()).isEqualTo(2);
        assertThat(counters.dropped()).isEqualTo(2);
        assertThat(said.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("can't be written (IOException: Input/output error)"));
    }

    @Test
    void aWriteThatFailsWithinALineIsNeverGluedToAnother() throws IOException {
        disk.failsAfterBytes = 17;
        log.append(record(NOON, "torn"));
        await(() -> !log.writable());
        disk.failsAfterBytes = -1;
        await(log::writable);
        log.close();
        List<Path> files = LogRecords.files(directory);
        assertThat(files).hasSize(2);
        assertThat(files).allSatisfy(file -> assertThat(Files.readString(file)).endsWith("}\n"));
        assertThat(Files.readString(directory.resolve(files.get(0).getFileName() + ".torn")))
                .isEqualTo("{\"ty\":\"dec\",\"t\":\"");
        assertThat(Files.readAllLines(files.get(1)))
                .startsWith(
                        "{\"ty\":\"open\",\"t\":\"2026-11-24T12:00Z\"}",
                        "{\"ty\":\"recovered\",\"t\":\"2026-11-24T12:00Z\",\"file\":\"2026-11-24T1200Z-000.jsonl\",\"bytes\":17,"
                                + "\"sha256\":\"2b64a5ddda91409a98061817e3ea6aabd3e563719965f55e7b0b87e7295d7964\"}",
                        "{\"ty\":\"ruleset\",\"sha256\":\"0123\"}",
                        "{\"ty\":\"gap\",\"t\":\"2026-11-24T12:00Z\",\"from\":\"2026-11-24T12:00Z\",\"to\":\"2026-11-24T12:00Z\","
                                + "\"reg\":\"RU\",\"rule\":\"torn\",\"n\":\"n\",\"out\":\"injected\",\"count\":1}");
    }

    @Test
    void aNewFileThatFailsTooIsRemovedAndTheGapIsNotLost() {
        disk.failsToForce = true;
        log.append(record(NOON, "lost"));
        await(() -> !log.writable());
        log.introduce(new Introduction.RuleSet("4567"));
        disk.failsToForce = false;
        disk.failsAfterBytes = 0;
        log.append(record(NOON, "lost"));
        log.close();
        assertThat(LogRecords.files(directory)).hasSize(1);
        assertThat(log.counters().dropped()).isEqualTo(2);
        assertThat(said.lines())
                .anyMatch(line -> line.contains("could not be ended: 2 records are counted in no file"));
    }

    @Test
    void factsToldWhileSuspendedStandInTheNextFile() {
        disk.failsToForce = true;
        log.append(record(NOON, "lost"));
        await(() -> !log.writable());
        log.introduce(new Introduction.RuleSet("4567"));
        disk.failsToForce = false;
        log.close();
        assertThat(lines(directory)).contains("{\"ty\":\"ruleset\",\"sha256\":\"4567\"}");
    }

    @Test
    void aFileThatIsFullIsFollowedByAnother() {
        disk.claimsToBeFull.set(true);
        await(() -> lines(directory, "ruleset").size() == 2);
        log.append(record(NOON, "after"));
        log.close();
        assertThat(LogRecords.files(directory)).hasSize(2);
        assertThat(lines(directory, "dec")).hasSize(2);
        assertThat(lines(directory, "gap")).isEmpty();
        assertThat(said.lines()).isEmpty();
    }
}
