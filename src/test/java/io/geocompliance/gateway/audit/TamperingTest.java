package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an insider does to a log afterwards: each is found, with a message and an exit code of its own. */
@Timeout(120)
class TamperingTest {

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static SampleLog honest;
    private static SignedNote early;

    private SampleLog log;

    @BeforeAll
    static void write() throws IOException {
        honest = new SampleLog(shared.resolve("log")).write(2, 500);
        early = honest.head();
        honest.write(2, 300);
    }

    @BeforeEach
    void copy() throws IOException {
        log = honest.copyTo(directory.resolve("log"));
    }

    private void finds(Finding.Kind worst, int exitCode, String message) throws IOException {
        Finding found = log.worst();
        assertThat(found.message()).contains(message);
        assertThat(found.kind()).isEqualTo(worst);
        assertThat(found.kind().exitCode()).isEqualTo(exitCode);
    }

    @Test
    void anHonestLogIsGoodButForAWitness() throws IOException {
        List<String> seen = new ArrayList<>();
        Verification found = new LogVerifier(List.of(LogRecords.KEY.verifier()), List.of(early))
                .verify(log.directory(), line -> {
                    assertThat(line.index()).isEqualTo(seen.size());
                    assertThat(line.kind()).isNotEmpty();
                    seen.add(line.text());
                });
        assertThat(found.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.UNWITNESSED);
        assertThat(found.isIntact()).isTrue();
        assertThat(found.notes()).isEmpty();
        assertThat(found.records()).containsEntry("dec", 1600L).containsEntry("open", 2L);
        assertThat(seen).isEqualTo(LogRecords.sealedLines(log.directory()));
        assertThat(log.segments()).hasSizeGreaterThan(3);
        assertThat(found.epochs().get(0).head().orElseThrow().head().size()).isEqualTo(seen.size());
    }

    @Test
    void oneByteOfAGrowingSegmentIsEdited() throws IOException {
        SampleLog.edit(log.last(), lines -> replaced(lines, 7, "\"reg\":\"RU\"", "\"reg\":\"RW\""));
        finds(Finding.Kind.ROOT_MISMATCH, 11, "The lines are not those that were signed");
    }

    @Test
    void oneByteOfAPackedSegmentIsEdited() throws IOException {
        SampleLog.edit(log.segments().get(0), lines -> replaced(lines, 100, "\"st\":200", "\"st\":201"));
        finds(Finding.Kind.ROOT_MISMATCH, 11, "A line was changed among records 0 to 255");
    }

    @Test
    void anyByteOfAPackedFileIsFlipped() throws IOException {
        Random random = new Random(1);
        Path file = log.segments().get(0).file();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < 20; i++) {
            byte[] bad = good.clone();
            bad[10 + random.nextInt(bad.length - 10)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            assertThat(log.verify().isIntact()).as("flip " + i).isFalse();
        }
    }

    @Test
    void aLineIsDeleted() throws IOException {
        long first = log.last().first();
        SampleLog.edit(log.last(), lines -> without(lines, 5));
        finds(Finding.Kind.LINE_MISSING, 21, "The line of record " + (first + 5) + " is missing.");
    }

    @Test
    void theLastLineOfAPackedSegmentIsDeleted() throws IOException {
        Segment segment = log.segments().get(0);
        SampleLog.edit(segment, lines -> without(lines, lines.size() - 1));
        assertThat(log.kinds()).contains(Finding.Kind.LINE_MISSING);
    }

    @Test
    void twoLinesAreSwapped() throws IOException {
        long first = log.last().first();
        SampleLog.edit(log.last(), lines -> {
            Collections.swap(lines, 4, 9);
            return lines;
        });
        finds(Finding.Kind.LINES_SWAPPED, 22, "the first at record " + (first + 5));
    }

    @Test
    void theTailIsCut() throws IOException {
        SampleLog.edit(log.last(), lines -> lines.subList(0, lines.size() - 3));
        finds(Finding.Kind.TAIL_CUT, 20, "its end was cut off");
    }

    @Test
    void aSegmentIsReplaced() throws IOException {
        SampleLog.edit(
                log.segments().get(1),
                lines -> lines.stream()
                        .map(line -> line.replace("\"t\":\"2026", "\"t\":\"2025"))
                        .toList());
        finds(Finding.Kind.SEGMENT_REPLACED, 19, "another than the one that was packed");
    }

    @Test
    void aSegmentIsReplacedWithItsDescription() throws IOException {
        Segment mine = log.segments().get(1);
        Segment theirs = null;
        for (int i = 0; theirs == null; i++) { // where a segment ends depends on when the writer looks
            SampleLog other = new SampleLog(directory.resolve("other" + i)).write(3, 500);
            theirs = other.segments().stream()
                    .filter(segment -> segment.name().equals(mine.name()))
                    .findFirst()
                    .orElse(null);
        }
        for (String ending : List.of("jsonl.gz", "meta", "hashes")) {
            Files.copy(
                    theirs.file().resolveSibling(theirs.name() + "." + ending),
                    mine.file().resolveSibling(mine.name() + "." + ending),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        finds(Finding.Kind.SEGMENT_REPLACED, 19, "does not follow the segment");
    }

    @Test
    void theCheckpointIsReplacedByAnOlderOne() throws IOException {
        Files.writeString(log.epoch().checkpoint(), early.toString());
        finds(Finding.Kind.CHECKPOINT_REPLACED, 17, "an older one was put in its place");
        Files.list(log.epoch().anchors())
                .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        finds(Finding.Kind.CHECKPOINT_REPLACED, 17, "More than one minute follows the checkpoint unsigned");
    }

    @Test
    void theCheckpointIsReplacedByAnotherKeys() throws IOException {
        SigningKey other = SigningKey.generate("test.example/log");
        Files.writeString(
                log.epoch().checkpoint(),
                other.named(log.epoch().origin("test.example/log"))
                        .sign(log.head().text())
                        .toString());
        finds(Finding.Kind.BAD_SIGNATURE, 10, "is not signed by the log's key");
        Files.delete(log.epoch().checkpoint());
        finds(Finding.Kind.BAD_SIGNATURE, 10, "There is no checkpoint");
        Files.writeString(log.epoch().checkpoint(), "nonsense");
        finds(Finding.Kind.BAD_SIGNATURE, 10, "The checkpoint can't be read");
    }

    @Test
    void anotherLogsKeyIsNotTrusted() throws IOException {
        Verification found = log.verify(SigningKey.generate("test.example/log").verifier());
        assertThat(found.worst().orElseThrow().kind()).isEqualTo(Finding.Kind.BAD_SIGNATURE);
    }

    @Test
    void historyIsForkedWithTheOperatorsKey() throws IOException {
        SampleLog fork = honest.copyTo(directory.resolve("fork"));
        log.write(1, 20);
        fork.write(1, 40);
        SignedNote kept = log.head();
        assertThat(log.kinds(kept, early)).isEmpty();
        assertThat(fork.kinds(early)).isEmpty();
        Finding found = fork.worst(kept);
        assertThat(found.kind()).isEqualTo(Finding.Kind.FORK);
        assertThat(found.kind().exitCode()).isEqualTo(12);
        assertThat(found.message()).contains("Two histories were signed").contains("than a kept checkpoint");
        SignedNote longer = fork.head();
        assertThat(log.worst(longer).kind()).isEqualTo(Finding.Kind.TAIL_CUT);
    }

    @Test
    void aDayIsRemovedByHand() throws IOException {
        Segment gone = log.segments().get(1);
        Files.delete(gone.file());
        finds(Finding.Kind.SEGMENT_MISSING, 18, "no prune record tells of them");
        Files.delete(gone.meta());
        Files.delete(gone.hashes());
        finds(Finding.Kind.SEGMENT_MISSING, 18, "are gone, lines and hashes");
        log = honest.copyTo(directory.resolve("again"));
        Segment first = log.segments().get(0);
        Files.delete(first.file());
        Files.delete(first.hashes());
        finds(Finding.Kind.SEGMENT_MISSING, 18, "Records 0 to " + (first.count() - 1) + " are gone");
    }

    @Test
    void aTornTailIsHarmless() throws IOException {
        Files.writeString(log.last().file(), "{\"ty\":\"dec\"", StandardOpenOption.APPEND);
        assertThat(log.kinds()).containsExactly(Finding.Kind.TORN_TAIL);
        assertThat(log.verify().isIntact()).isTrue();
        log.write(1, 1);
        assertThat(log.kinds()).isEmpty();
        assertThat(LogRecords.lines(log.directory(), "recovered")).hasSize(1);
    }

    @Test
    void aTornTailIsFoundAtEveryByteOfTheLastLine() throws IOException {
        Path file = log.last().file();
        byte[] whole = Files.readAllBytes(file);
        String line = LogRecords.sealedLines(log.directory()).get(3);
        for (int bytes = 1; bytes <= line.length(); bytes += 7) {
            Files.write(file, whole);
            Files.writeString(file, line.substring(0, bytes), StandardOpenOption.APPEND);
            assertThat(log.worst().kind()).isEqualTo(Finding.Kind.UNWITNESSED);
            assertThat(log.kinds()).containsExactly(Finding.Kind.TORN_TAIL);
        }
    }

    @Test
    void whatNobodyIntroducedIsFound() throws IOException {
        try (JsonLinesLog writer = LogRecords.open(
                directory.resolve("bare"), io.geocompliance.gateway.audit.files.Disk.REAL, () -> NOON, 1 << 20)) {
            writer.append(record(NOON, "a"));
        }
        log = new SampleLog(directory.resolve("bare"));
        finds(Finding.Kind.UNKNOWN_FACT, 23, "record 1 names rs 0123456789abcdef");
    }

    @Test
    void lostRecordsAreFoundAsTheLogCountsThem() throws IOException {
        Path small = directory.resolve("small");
        try (JsonLinesLog writer = new JsonLinesLog(
                AuditSettings.Writing.through(10),
                () -> NOON,
                io.geocompliance.gateway.audit.files.LogDirectory.hold(
                        small, io.geocompliance.gateway.audit.files.Disk.REAL),
                new LogIdentity(LogRecords.KEY, "test", 1 << 20))) {
            writer.append(record(NOON, "a"));
            writer.append(record(NOON, "a"));
        }
        log = new SampleLog(small);
        finds(Finding.Kind.GAP, 14, "2 decisions were counted without a line");
        assertThat(log.verify().isIntact()).isTrue();
    }

    private static List<String> replaced(List<String> lines, int at, String old, String now) {
        String line = lines.get(at);
        assertThat(line).contains(old);
        lines.set(at, line.replace(old, now));
        return lines;
    }

    private static List<String> without(List<String> lines, int at) {
        lines.remove(at);
        return lines;
    }
}
