package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TlogProof;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogProofs;
import io.geocompliance.gateway.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines go after their time, and every proof that does not need them stays. */
@Timeout(120)
class PruningTest {

    @TempDir
    Path directory;

    private SampleLog log;
    private TlogProof receipt;
    private SignedNote early;

    @BeforeEach
    void write() throws IOException {
        log = new SampleLog(directory);
        log.write(1, 1500);
        early = log.head();
        receipt = new LogProofs(log.epoch()).prove(100);
        log.at(NOON.plus(Duration.ofDays(2)));
        log.write(1, 700);
    }

    private long prune() throws IOException {
        try (JsonLinesLog writer = log.open()) {
            return writer.prune(NOON.plus(Duration.ofDays(1)));
        }
    }

    private List<Segment> pruned() throws IOException {
        return log.segments().stream().filter(Segment::isPruned).toList();
    }

    @Test
    void whatIsPrunedIsSaidFirstAndTheRestStillIsVerified() throws IOException {
        long records = prune();
        assertThat(records).isPositive();
        assertThat(pruned()).isNotEmpty();
        assertThat(pruned().stream().mapToLong(Segment::count).sum()).isEqualTo(records);
        assertThat(pruned()).allSatisfy(segment -> assertThat(segment.meta()).doesNotExist());
        Verification found = log.verify();
        assertThat(found.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.UNWITNESSED);
        assertThat(found.epochs().get(0).pruned()).isEqualTo(records);
        assertThat(LogRecords.counted(directory, "prune", "a") + LogRecords.counted(directory, "prune", "b"))
                .isEqualTo(2200 - LogRecords.lines(directory, "dec").size());
        assertThat(LogRecords.lines(directory, "prune"))
                .anyMatch(line -> line.contains(
                        "\"epoch\":\"2026-000\",\"from\":0,\"to\":" + records + ",\"before\":\"2026-11-25T12:00Z\""));
        assertThat(prune()).isZero();
    }

    @Test
    void proofsStay() throws IOException {
        long records = prune();
        assertThat(receipt.includes(new TreeHasher().leaf(receipt.extra()))).isTrue();
        LogProofs proofs = new LogProofs(log.epoch());
        Proofs.Head head = Checkpoint.of(log.head()).head();
        TlogProof later = proofs.prove(records + 300);
        assertThat(later.includes(new TreeHasher().leaf(later.extra()))).isTrue();
        Proofs.Head old = Checkpoint.of(early).head();
        assertThat(Proofs.consistent(old, head, proofs.consistency(old.size(), head.size())))
                .isTrue();
        assertThat(log.kinds(early)).isEmpty();
        assertThatThrownBy(() -> proofs.prove(100)).hasMessageContaining("The record 100 was pruned");
    }

    @Test
    void thePrunedLogGoesOn() throws IOException {
        prune();
        log.write(1, 600);
        assertThat(log.kinds()).isEmpty();
        assertThat(log.epoch().name()).isEqualTo("2026-000");
    }

    @Test
    void removedByHandIsFoundThoughSomethingElseWasPruned() throws IOException {
        prune();
        log.write(1, 1000);
        Segment kept = log.segments().stream()
                .filter(segment -> !segment.isGrowing() && !segment.isPruned())
                .findFirst()
                .orElseThrow();
        Files.delete(kept.file());
        assertThat(log.worst().kind()).isEqualTo(Finding.Kind.SEGMENT_MISSING);
    }

    @Test
    void nothingGoesThatTheLogCanNotSay() throws IOException {
        try (JsonLinesLog writer = log.open()) {
            writer.close();
            assertThat(log.segments()).noneMatch(Segment::isPruned);
        }
        FaultyDisk disk = new FaultyDisk();
        JsonLinesLog writer = LogRecords.open(directory, disk, () -> NOON, SampleLog.SEGMENT_BYTES);
        LogRecords.await(() -> writer.counters().lastSyncSeconds() > 0);
        disk.failsToForce = true;
        assertThatThrownBy(() -> writer.prune(NOON.plus(Duration.ofDays(1)))).hasMessageContaining("Nothing is pruned");
        writer.close();
        assertThat(log.segments()).noneMatch(Segment::isPruned);
    }
}
