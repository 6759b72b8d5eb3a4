package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.await;
import static io.geocompliance.gateway.audit.LogRecords.counted;
import static io.geocompliance.gateway.audit.LogRecords.lines;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static io.geocompliance.gateway.audit.LogRecords.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.LogDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JsonLinesLogTest {

    private static final String OPEN = "{\"ty\":\"open\",\"t\":\"2026-11-24T12:00Z\",\"software\":\"test\","
            + "\"origin\":\"geo-compliance-gateway/NAME/2026-000\",\"previous\":null}";

    @TempDir
    Path directory;

    private JsonLinesLog open(AtomicReference<Instant> now) throws IOException {
        return JsonLinesLog.open(settings(directory, 1 << 20), now::get, "test");
    }

    @Test
    void factsStandBeforeTheRecordsThatNameThem() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON, "test")) {
            log.introduce(new Introduction.RuleSet("0123"));
            log.introduce(new Introduction.RuleSet("0123"));
            log.append(record(NOON.plusSeconds(59), "r\"1\n"));
            log.asset();
        }
        List<String> lines = lines(directory).stream()
                .map(line -> line.replaceFirst("gateway/[0-9a-f]{16}/", "gateway/NAME/"))
                .toList();
        assertThat(lines)
                .startsWith(
                        OPEN,
                        "{\"ty\":\"ruleset\",\"sha256\":\"0123\",\"t\":\"2026-11-24T12:00Z\"}",
                        "{\"ty\":\"dec\",\"t\":\"2026-11-24T12:00Z\",\"reg\":\"RU\",\"sub\":null,\"conf\":\"geo-country\","
                                + "\"rule\":\"r\\\"1\\u000a\",\"rs\":\"0123456789abcdef\",\"must\":true,"
                                + "\"n\":{\"id\":\"n\",\"v\":1,\"lang\":\"ru\",\"h\":\"ab\"},\"out\":\"injected\",\"why\":null,"
                                + "\"geo\":\"country@1\",\"k\":null,\"m\":\"GET\",\"st\":200}",
                        "{\"ty\":\"tick\",\"t\":\"2026-11-24T12:00Z\",\"reg\":\"RU\",\"rule\":\"r\\\"1\\u000a\",\"n\":\"n\","
                                + "\"out\":\"injected\",\"count\":1}");
        assertThat(lines).hasSize(5);
        assertThat(lines.get(4))
                .matches(
                        "\\{\"ty\":\"close\",\"t\":\"2026-11-24T12:00Z\",\"from\":0,\"accepted\":1,\"written\":1,\"dropped\":0,"
                                + "\"assets\":1,\"queueHigh\":\\d+}");
    }

    @Test
    void whatFindsNoRoomIsCountedInAGap() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.open(settings(directory, 10), () -> NOON, "test")) {
            log.append(record(NOON, "r"));
            log.append(record(NOON, "r"));
        }
        assertThat(counted(directory, "gap", "r")).isEqualTo(2);
    }

    /** A writer that is held up: what fits is exactly what its lines are long. */
    @Test
    void theQueueIsBoundedByTheExactBytesOfItsLines() throws Exception {
        int line = record(NOON, "r").line().length;
        CountDownLatch go = new CountDownLatch(1);
        JsonLinesLog log = new JsonLinesLog(
                AuditSettings.Writing.through(3L * line + line - 1),
                () -> held(go),
                LogDirectory.hold(directory, Disk.REAL),
                new LogIdentity(LogRecords.KEY, "test", 1 << 20));
        for (int i = 0; i < 5; i++) {
            log.append(record(NOON, "r"));
        }
        AuditCounters counters = log.counters();
        assertThat(counters.queue()).isEqualTo(new AuditCounters.Queue(3L * line, 4L * line - 1));
        assertThat(counters.queue().isNearlyFull()).isTrue();
        assertThat(counters.dropped()).isEqualTo(2);
        go.countDown();
        log.close();
        assertThat(lines(directory, "dec")).hasSize(3);
        assertThat(lines(directory, "close"))
                .singleElement()
                .satisfies(close -> assertThat(close).endsWith("\"queueHigh\":" + 3L * line + "}"));
        assertThat(log.counters().queue().bytes()).isZero();
    }

    private static Instant held(CountDownLatch go) {
        if (Thread.currentThread().getName().equals("audit-writer")) {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return NOON;
    }

    @Test
    void everyRecordOfManyThreadsIsWrittenOrCounted() throws Exception {
        JsonLinesLog log = JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON, "test");
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
        assertThat(lines(directory, "dec")).hasSize((int) counters.written());
        assertThat(counted(directory, "tick", "r")).isEqualTo(counters.written());
        assertThat(counted(directory, "gap", "r")).isEqualTo(counters.dropped());
        assertThat(counters.queue().bytes()).isZero();
    }

    @Test
    void aSecondLogOnTheDirectoryIsRefused() throws IOException {
        try (JsonLinesLog first = JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON, "test")) {
            assertThat(first.state()).isEqualTo(AuditLog.State.WRITTEN);
            assertThatThrownBy(() -> JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON, "test"))
                    .hasMessageContaining("in use by another gateway");
        }
        JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON, "test").close();
        assertThat(lines(directory, "open")).hasSize(2);
    }

    @Test
    void aTickCountsByKeyWhatStandsSinceTheTickBefore() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(NOON.plusSeconds(59));
        try (JsonLinesLog log = open(now)) {
            log.append(record(now.get(), "a"));
            log.append(record(now.get(), "a"));
            log.append(record(now.get(), "b"));
            await(() -> log.counters().written() == 3);
            now.set(NOON.plusSeconds(60)); // the turn of the minute, not a minute later
            await(() -> lines(directory, "tick").size() == 3);
            log.append(record(now.get(), "b"));
        }
        assertThat(lines(directory, "tick"))
                .extracting(line -> line.replaceAll("(,\"queueHigh\":)\\d+", "$1H"))
                .containsExactly(
                        "{\"ty\":\"tick\",\"t\":\"2026-11-24T12:01Z\",\"reg\":\"RU\",\"rule\":\"a\",\"n\":\"n\",\"out\":\"injected\","
                                + "\"count\":2}",
                        "{\"ty\":\"tick\",\"t\":\"2026-11-24T12:01Z\",\"reg\":\"RU\",\"rule\":\"b\",\"n\":\"n\",\"out\":\"injected\","
                                + "\"count\":1}",
                        "{\"ty\":\"tick\",\"t\":\"2026-11-24T12:01Z\",\"from\":0,\"accepted\":3,\"written\":3,\"dropped\":0,\"assets\":0,"
                                + "\"queueHigh\":H}",
                        "{\"ty\":\"tick\",\"t\":\"2026-11-24T12:01Z\",\"reg\":\"RU\",\"rule\":\"b\",\"n\":\"n\",\"out\":\"injected\","
                                + "\"count\":1}");
    }

    @Test
    void theLastSyncIsToldAndMovesWithEveryTickThoughNobodyComes() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        try (JsonLinesLog log = open(now)) {
            await(() -> log.counters().lastSyncSeconds() == NOON.getEpochSecond());
            now.set(NOON.plusSeconds(90));
            await(() -> log.counters().lastSyncSeconds() == NOON.getEpochSecond() + 90);
        }
    }

    @Test
    void aNewDayBeginsASegmentWithTheNextWholeBlockThatSaysAgainWhatItsLinesName() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        try (JsonLinesLog log = open(now)) {
            log.introduce(new Introduction.RuleSet("0123"));
            log.append(record(now.get(), "a"));
            await(() -> log.counters().written() == 1);
            now.set(NOON.plus(Duration.ofHours(12)));
            for (int i = 0; i < 2 * 256; i++) {
                log.append(record(now.get(), "b"));
            }
            await(() -> lines(directory, "ruleset").size() == 2);
        }
        List<Path> files = LogRecords.files(directory);
        assertThat(files.get(0).getFileName().toString()).matches("000000000000-(256|512)\\.jsonl\\.gz");
        assertThat(Files.readAllLines(files.get(1)).get(0)).startsWith("{\"ty\":\"ruleset\",\"sha256\":\"0123\"");
        assertThat(lines(directory, "dec")).hasSize(513);
    }

    @Test
    void everyLineEndsWithItsIndexAndASaltOfItsOwn() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON, "test")) {
            for (int i = 0; i < 1000; i++) {
                log.append(record(NOON, "a"));
            }
        }
        List<String> lines = LogRecords.sealedLines(directory);
        Set<String> salts = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).contains(",\"seq\":" + i + ",\"salt\":\"");
            salts.add(lines.get(i).substring(lines.get(i).length() - 24));
        }
        assertThat(salts).hasSameSizeAs(lines);
    }

    @Test
    void whatIsWrittenIsItsOwnersAlone() throws IOException {
        Path own = directory.resolve("made");
        JsonLinesLog.open(settings(own, 1 << 20), () -> NOON, "test").close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(own)) {
            List<Path> all = files.toList();
            assertThat(all).anyMatch(file -> file.endsWith("log.key"));
            assertThat(all)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void whatComesAfterTheEndIsCounted() throws IOException {
        JsonLinesLog log = JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON, "test");
        log.close();
        log.append(record(NOON, "late"));
        assertThat(log.state()).isNotEqualTo(AuditLog.State.WRITTEN);
        assertThat(log.counters().dropped()).isEqualTo(1);
    }

    @Test
    void anInventedMethodLeavesNoTrace() {
        assertThat(AuditRecord.Method.of("GET-203.0.113.7")).isEqualTo(AuditRecord.Method.OTHER);
    }
}
