package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.EpochWriter;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.report.Reports;
import io.geocompliance.gateway.audit.verify.DayCounts;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is counted by day is what the lines add up to, and outlives them. */
@Timeout(120)
class DayRecordsTest {

    @TempDir
    Path directory;

    private SampleLog log;

    @BeforeEach
    void write() throws IOException {
        log = new SampleLog(directory);
        log.write(2, 800);
    }

    private void tell() throws IOException {
        try (JsonLinesLog writer = log.open()) {
            writer.tellDays();
        }
    }

    private long prune() throws IOException {
        log.at(NOON.plus(Duration.ofDays(2)));
        log.write(1, 700);
        try (JsonLinesLog writer = log.open()) {
            return writer.prune(NOON.plus(Duration.ofDays(1)));
        }
    }

    private List<String> ends() {
        return LogRecords.lines(directory, "day").stream()
                .filter(line -> line.contains("\"to\":"))
                .toList();
    }

    private Map<String, String> report(String name) throws IOException {
        LogVerifier verifier = new LogVerifier(List.of(LogRecords.KEY.verifier()), List.of());
        return Reports.ask(directory, verifier, new Reports.Asked(List.of(name), ""), VerifiedLine.Visitor.NONE)
                .report()
                .csv();
    }

    @Test
    void eachPackedSegmentIsCountedOnce() throws IOException {
        tell();
        List<Segment> packed =
                log.segments().stream().filter(segment -> !segment.isGrowing()).toList();
        assertThat(packed).isNotEmpty();
        assertThat(ends()).hasSize(packed.size());
        assertThat(LogRecords.lines(directory, "day"))
                .anyMatch(line -> line.contains(
                        "\"epoch\":\"2026-000\",\"from\":0,\"day\":\"2026-11-24\",\"reg\":\"RU\",\"rule\":\"a\",\"must\":true,"
                                + "\"n\":\"n\",\"v\":1,\"out\":\"injected\",\"count\":"))
                .anyMatch(line -> line.contains("\"day\":\"2026-11-24\",\"conf\":\"geo-country\",\"count\":"));
        tell();
        assertThat(ends()).hasSize(packed.size());
        assertThat(log.kinds()).isEmpty();
    }

    @Test
    void whatCountsOtherDecisionsThanTheLinesIsFound() throws IOException {
        Segment first = log.segments().get(0);
        DayCounts counts = new DayCounts();
        append(new OwnLines(() -> NOON).day(log.epoch(), first, counts, 0));
        Finding found = log.worst();
        assertThat(found.kind()).isEqualTo(Finding.Kind.ACCOUNTING);
        assertThat(found.message()).contains("count other decisions than the lines of records 0 to");
    }

    private void append(List<byte[]> lines) throws IOException {
        try (LogDirectory held = LogDirectory.hold(directory, Disk.REAL);
                EpochWriter writer = held.begin(LogRecords.KEY, NOON).writer()) {
            for (byte[] line : lines) {
                writer.append(line);
            }
            writer.force();
            writer.checkpoint();
        }
    }

    @Test
    void countsOutliveTheLinesAndReportsUseThem() throws IOException {
        log.at(NOON.plus(Duration.ofDays(2)));
        String before = report("coverage").get("coverage");
        String places = report("unknown-share").get("unknown-share");
        long records = prune();

        Verification found = log.verify();
        assertThat(found.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.UNWITNESSED);
        long counted = found.pruned().stream()
                .mapToLong(set -> set.counts().cells().entrySet().stream()
                        .filter(cell -> !cell.getKey().isOfPlaces())
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .sum();
        assertThat(records).isPositive();
        assertThat(counted + LogRecords.lines(directory, "dec").size()).isEqualTo(1600 + 700);
        assertThat(report("coverage").get("coverage")).startsWith(before.stripTrailing());
        assertThat(report("unknown-share").get("unknown-share")).startsWith(places.stripTrailing());
    }

    @Test
    void whatTellsOfNoReaderStaysWithItsProof() throws IOException {
        prune();
        Segment first = log.segments().get(0);
        assertThat(first.isPruned()).isTrue();
        Verification found = log.verify();
        assertThat(found.records().get("open")).isEqualTo(3);
        assertThat(report("in-force").get("in-force")).contains("0123456789abcdef".repeat(4), "2026-000#1");
        Path kept = directory.resolve("2026-000/seg/" + first.name() + ".kept");
        String lines = Files.readString(kept);
        assertThat(lines).contains("\"ty\":\"open\"").doesNotContain("\"ty\":\"dec\"", "\"ty\":\"tick\"");

        Files.writeString(
                kept, lines.replaceFirst("\"software\":\"test", "\"software\":\"tesT"), StandardCharsets.UTF_8);
        assertThat(log.kinds()).contains(Finding.Kind.ROOT_MISMATCH);
        Files.delete(kept);
        assertThat(log.worst().kind()).isEqualTo(Finding.Kind.SEGMENT_MISSING);
        assertThat(log.worst().message()).contains("records that stay when records 0 to");
    }
}
