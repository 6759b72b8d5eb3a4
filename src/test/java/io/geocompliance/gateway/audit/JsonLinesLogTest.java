package io.geocompliance.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.html.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesLogTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;

    static AuditRecord record(Instant at, String rule) {
        return new AuditRecord(
                at,
                new AuditRecord.Where("RU", null, AuditRecord.Confidence.GEO_COUNTRY),
                new AuditRecord.Basis(rule, "0123456789abcdef", true, "country@1"),
                new AuditRecord.Notice("n", 1, "ru", "ab"),
                AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG)),
                new AuditRecord.Message(AuditRecord.Method.of("GET"), 200, null));
    }

    private AuditSettings settings(long queueBytes) {
        return new AuditSettings(directory, AuditSettings.Privacy.STRICT, queueBytes);
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        }
    }

    @Test
    void factsStandBeforeTheRecordsThatNameThem() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.open(settings(1 << 20), () -> NOON)) {
            log.introduce(new Introduction.RuleSet("0123"));
            log.introduce(new Introduction.RuleSet("0123"));
            log.append(record(NOON.plusSeconds(59), "r\"1\n"));
            log.asset();
        }
        assertThat(lines())
                .containsExactly(
                        "{\"ty\":\"open\",\"t\":\"2026-11-24T12:00Z\"}",
                        "{\"ty\":\"ruleset\",\"sha256\":\"0123\"}",
                        "{\"ty\":\"dec\",\"t\":\"2026-11-24T12:00Z\",\"reg\":\"RU\",\"sub\":null,\"conf\":\"geo-country\","
                                + "\"rule\":\"r\\\"1\\u000a\",\"rs\":\"0123456789abcdef\",\"must\":true,"
                                + "\"n\":{\"id\":\"n\",\"v\":1,\"lang\":\"ru\",\"h\":\"ab\"},\"out\":\"injected\",\"why\":null,"
                                + "\"geo\":\"country@1\",\"k\":null,\"m\":\"GET\",\"st\":200}",
                        "{\"ty\":\"close\",\"t\":\"2026-11-24T12:00Z\",\"accepted\":1,\"written\":1,\"dropped\":0,\"assets\":1}");
    }

    @Test
    void whatFindsNoRoomIsCountedInAGap() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.open(settings(10), () -> NOON)) {
            log.append(record(NOON, "r"));
            log.append(record(NOON, "r"));
        }
        long lost = lines().stream()
                .filter(line -> line.contains("\"ty\":\"gap\"") && line.contains("\"reg\":\"RU\",\"rule\":\"r\""))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"count\":(\\d+)}", "$1")))
                .sum();
        assertThat(lost).isEqualTo(2);
    }

    @Test
    void everyRecordOfManyThreadsIsWrittenOrCounted() throws Exception {
        JsonLinesLog log = JsonLinesLog.open(settings(1 << 20), () -> NOON);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 50_000; i++) {
                    log.append(record(NOON, "r"));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();
        AuditCounters counters = log.counters();
        assertThat(counters.accepted()).isEqualTo(400_000);
        assertThat(counters.written() + counters.dropped()).isEqualTo(400_000);
        assertThat(lines().stream().filter(line -> line.contains("\"ty\":\"dec\"")))
                .hasSize((int) counters.written());
        assertThat(counters.queuedBytes()).isZero();
    }

    @Test
    void aSecondLogOnTheDirectoryIsRefused() throws IOException {
        try (JsonLinesLog first = JsonLinesLog.open(settings(1 << 20), () -> NOON)) {
            assertThat(first.writable()).isTrue();
            assertThatThrownBy(() -> JsonLinesLog.open(settings(1 << 20), () -> NOON))
                    .hasMessageContaining("in use by another gateway");
        }
        JsonLinesLog.open(settings(1 << 20), () -> NOON).close();
        assertThat(lines()).filteredOn(line -> line.contains("open")).hasSize(2);
    }

    @Test
    void aTickIsWrittenWhenAMinuteHasPassed() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        try (JsonLinesLog log = JsonLinesLog.open(settings(1 << 20), now::get)) {
            now.set(NOON.plusSeconds(60));
            log.append(record(now.get(), "r"));
        }
        assertThat(lines()).anyMatch(line -> line.startsWith("{\"ty\":\"tick\",\"t\":\"2026-11-24T12:01Z\""));
    }

    @Test
    @Timeout(30)
    void aFailedWriteStopsTheLogAndCountingGoesOn() throws IOException {
        LogDirectory held = LogDirectory.hold(directory);
        FileChannel broken = held.newFile(NOON);
        broken.close();
        JsonLinesLog log = new JsonLinesLog(1 << 20, () -> NOON, held, broken);
        log.append(record(NOON, "r"));
        while (log.writable()) {
            Thread.onSpinWait();
        }
        log.append(record(NOON, "r"));
        log.close();
        assertThat(log.counters().dropped()).isEqualTo(2);
        assertThat(lines()).isEmpty();
    }

    @Test
    void anInventedMethodLeavesNoTrace() {
        assertThat(AuditRecord.Method.of("GET-203.0.113.7")).isEqualTo(AuditRecord.Method.OTHER);
    }
}
