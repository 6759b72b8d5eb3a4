package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a log goes on, and where it begins a new tree because the old one can't be trusted to. */
@Timeout(120)
class EpochsTest {

    @TempDir
    Path directory;

    private List<String> epochs() throws IOException {
        return Epoch.of(directory).stream().map(Epoch::name).toList();
    }

    @Test
    void aRestartGoesOnInTheSameTreeAndSegment() throws IOException {
        SampleLog log = new SampleLog(directory).write(1, 10).write(1, 10);
        assertThat(epochs()).containsExactly("2026-000");
        assertThat(log.segments()).hasSize(1);
        assertThat(log.kinds()).isEmpty();
        assertThat(LogRecords.lines(directory, "open")).hasSize(2);
    }

    @Test
    void anOlderCopyOfTheLinesBeginsANewEpochThatNamesTheHead() throws IOException {
        SampleLog log = new SampleLog(directory).write(1, 10);
        byte[] older = Files.readAllBytes(log.last().file());
        log.write(1, 10);
        SignedNote head = log.head();
        Files.write(log.last().file(), older);
        try (LogCapture said = new LogCapture()) {
            log.write(1, 10);
            assertThat(said.lines())
                    .anyMatch(line -> line.contains("2026-000 of the evidence log does not go on (behind)"));
        }
        assertThat(epochs()).containsExactly("2026-000", "2026-001");
        assertThat(LogRecords.lines(directory, "open"))
                .anyMatch(line -> line.contains("\"why\":\"behind\"")
                        && line.contains(head.text().lines().toList().get(2)));
        Verification found = log.verify();
        assertThat(found.findings())
                .filteredOn(finding -> finding.epoch().equals("2026-001"))
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.UNWITNESSED);
        assertThat(found.findings())
                .filteredOn(finding -> finding.epoch().equals("2026-000"))
                .extracting(Finding::kind)
                .contains(Finding.Kind.TAIL_CUT);
    }

    @Test
    void changedLinesAreNeitherRepairedNorFollowed() throws IOException {
        SampleLog log = new SampleLog(directory).write(1, 10);
        SampleLog.edit(
                log.last(),
                lines -> lines.stream()
                        .map(line -> line.replace("\"st\":200", "\"st\":404"))
                        .toList());
        byte[] changed = Files.readAllBytes(log.last().file());
        Path file = log.last().file();
        try (LogCapture said = new LogCapture()) {
            log.write(1, 10);
            assertThat(said.lines()).anyMatch(line -> line.contains("does not go on (damaged)"));
        }
        assertThat(file).hasBinaryContent(changed);
        assertThat(epochs()).containsExactly("2026-000", "2026-001");
    }

    @Test
    void anotherKeyBeginsANewEpochThatNamesTheOld() throws IOException {
        SampleLog log = new SampleLog(directory).write(1, 10);
        SigningKey key = SigningKey.generate("test.example/log");
        try (LogCapture said = new LogCapture();
                JsonLinesLog next = new JsonLinesLog(
                        AuditSettings.Writing.through(1 << 20),
                        () -> NOON,
                        LogDirectory.hold(directory, Disk.REAL),
                        new LogIdentity(key, "test", 1 << 20))) {
            SampleLog.introduce(next);
            next.append(record(NOON, "a"));
            LogRecords.await(() -> next.counters().written() == 1);
            assertThat(said.lines()).anyMatch(line -> line.contains("does not go on (other-key)"));
        }
        assertThat(LogRecords.lines(directory, "open").get(1))
                .contains(
                        "\"why\":\"other-key\"",
                        LogRecords.KEY
                                .verifier()
                                .named("test.example/log/2026-000")
                                .toString());
        Verification both = new LogVerifier(List.of(LogRecords.KEY.verifier(), key.verifier()), List.of())
                .verify(directory, VerifiedLine.Visitor.NONE);
        assertThat(both.findings()).extracting(Finding::kind).containsOnly(Finding.Kind.UNWITNESSED);
        assertThat(log.verify().worst().orElseThrow().kind()).isEqualTo(Finding.Kind.BAD_SIGNATURE);
    }

    @Test
    void theTurnOfTheYearBeginsANewEpochWithoutARestart() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-31T23:59:30Z"));
        try (LogCapture said = new LogCapture();
                JsonLinesLog log = LogRecords.open(directory, Disk.REAL, now::get, 1 << 20)) {
            SampleLog.introduce(log);
            log.append(record(now.get(), "old"));
            LogRecords.await(() -> log.counters().written() == 1);
            now.set(Instant.parse("2027-01-01T00:00:01Z"));
            LogRecords.await(() -> epochsNow().size() == 2
                    && LogRecords.lines(directory, "ruleset").size() == 2);
            log.append(record(now.get(), "new"));
            LogRecords.await(() -> log.counters().written() == 2);
        }
        assertThat(epochs()).containsExactly("2026-000", "2027-000");
        SampleLog log = new SampleLog(directory);
        assertThat(log.kinds()).isEmpty();
        assertThat(log.verify().notes()).containsExactly("2027-000: it was begun after 2026-000 because of: year.");
    }

    private List<String> epochsNow() {
        try {
            return epochs();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void clocksThatStepDisturbNothing() throws IOException {
        SampleLog log = new SampleLog(directory);
        for (int hours : new int[] {0, 5, -20, 48, 47, -100}) {
            log.at(NOON.plus(Duration.ofHours(hours)));
            log.write(2, 300);
        }
        assertThat(epochs()).containsExactly("2026-000");
        assertThat(log.kinds()).isEmpty();
        assertThat(log.verify().records()).containsEntry("dec", 3600L);
    }

    @Test
    void aCrashBetweenPackingAndRemovingIsFinishedLater() throws IOException {
        SampleLog log = new SampleLog(directory).write(1, 1000);
        var packed = log.segments().get(0);
        assertThat(packed.isGrowing()).isFalse();
        byte[] plain;
        try (var in = packed.open()) {
            plain = in.readAllBytes();
        }
        Path leftover = log.epoch().directory().resolve("open/000000000000.jsonl");
        Files.write(leftover, plain);
        assertThat(log.kinds()).isEmpty();
        log.write(1, 10);
        assertThat(leftover).doesNotExist();
        Files.write(leftover, plain);
        Files.delete(packed.file());
        Files.delete(packed.hashes());
        log.write(1, 10);
        assertThat(packed.file()).exists();
        assertThat(leftover).doesNotExist();
        assertThat(log.kinds()).isEmpty();
    }

    @Test
    void aLogWhoseSegmentsLackTheirHashesIsNotGoneOnWith() throws IOException {
        SampleLog log = new SampleLog(directory).write(1, 1000);
        Files.delete(log.segments().get(0).hashes());
        try (LogCapture said = new LogCapture()) {
            log.write(1, 10);
            assertThat(said.lines()).anyMatch(line -> line.contains("does not go on (damaged)"));
        }
    }
}
