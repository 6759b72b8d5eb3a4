package io.geocompliance.gateway.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a log that is being written, packed, cut and pruned. */
class EpochTailTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SigningKey key = SigningKey.generate("news.example/gateway");

    @TempDir
    Path directory;

    private static void assertNext(EpochTail tail, long limit, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            byte[] line = tail.next(limit);
            assertThat(line).isNotNull();
            assertThat(new String(line, StandardCharsets.US_ASCII))
                    .startsWith("{\"ty\":\"dec\",\"line\":" + i + ",\"seq\":");
        }
        assertThat(tail.next(to)).isNull();
        assertThat(tail.index()).isEqualTo(to);
    }

    @Test
    void itFollowsSegmentsAsTheyGrowAndArePacked() throws Exception {
        WrittenLog log = WrittenLog.begin(directory, key, NOW).append(10).sign();
        try (EpochTail tail = new EpochTail(log.epoch(), 0)) {
            assertNext(tail, 10, 0, 10);
            log.append(246).sign().turn().append(5).sign();
            assertNext(tail, 100, 10, 100);
            assertNext(tail, 261, 100, 261);
            log.append(251).sign().turn().append(1).sign();
            log.close(); // both are packed now
            assertThat(Segment.of(log.epoch()).get(1).isGrowing()).isFalse();
            assertNext(tail, 513, 261, 513);
        }
        try (EpochTail later = new EpochTail(log.epoch(), 300)) {
            assertNext(later, 513, 300, 513);
        }
    }

    @Test
    void whatWasTakenBackIsNotRead() throws Exception {
        try (WrittenLog log = WrittenLog.begin(directory, key, NOW).append(10).sign()) {
            log.append(3_000); // more than the writer's buffer: some of it is in the file
            try (EpochTail tail = new EpochTail(log.epoch(), 0)) {
                assertThat(Files.size(Segment.of(log.epoch()).get(0).file())).isGreaterThan(50_000);
                assertNext(tail, 10, 0, 10);
                log.rollBack().append(1).sign();
                byte[] line = tail.next(11);
                assertThat(line).isNotNull();
                assertThat(new String(line, StandardCharsets.US_ASCII)).contains("\"line\":3010,\"seq\":10,");
            }
        }
    }

    @Test
    void whatIsSignedAndNotThereIsAFailure() throws Exception {
        WrittenLog log = WrittenLog.begin(directory, key, NOW).append(10).sign();
        log.close();
        try (EpochTail tail = new EpochTail(log.epoch(), 0)) {
            assertNext(tail, 10, 0, 10);
            assertThatThrownBy(() -> tail.next(11))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("record 10");
        }
    }

    @Test
    void whatIsPrunedIsSaidToBe() throws Exception {
        WrittenLog log = WrittenLog.begin(directory, key, NOW)
                .append(256)
                .sign()
                .turn()
                .append(1)
                .sign();
        log.close();
        Files.delete(Segment.of(log.epoch()).get(0).file());

        try (EpochTail tail = new EpochTail(log.epoch(), 0)) {
            assertThatThrownBy(() -> tail.next(257))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is pruned");
        }
        try (EpochTail tail = new EpochTail(log.epoch(), 256)) {
            assertNext(tail, 257, 256, 257);
        }
    }
}
