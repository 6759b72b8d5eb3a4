package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that died left behind the last whole line. */
class TornTailTest {

    private static final String WHOLE = "{\"ty\":\"open\",\"t\":\"2026-11-23T12:00Z\"}\n";
    private static final String LAST = "{\"ty\":\"dec\",\"t\":\"2026-11-23T12:00Z\",\"reg\":\"RU\"}\n";

    @TempDir
    Path directory;

    private Path torn() {
        return directory.resolve("2026-11-23T1200Z-000.jsonl");
    }

    @Test
    void everyCutOfTheLastLineIsFoundExactly() throws Exception {
        for (int bytes = 0; bytes <= LAST.length(); bytes++) {
            byte[] tail = LAST.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
            Files.writeString(torn(), WHOLE + LAST.substring(0, bytes));
            var found = TornTail.of(torn());
            if (bytes == 0 || bytes == LAST.length()) {
                assertThat(found).isEmpty();
            } else {
                String sha256 = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(tail));
                assertThat(found).contains(new TornTail(torn(), WHOLE.length(), bytes, sha256));
            }
        }
    }

    @Test
    void aTailLongerThanABlockAndAFileWithoutAnyLineAreFoundToo() throws IOException {
        byte[] zeros = new byte[200_000]; // what a file system leaves of pages that never came
        Files.writeString(torn(), WHOLE);
        Files.write(torn(), zeros, java.nio.file.StandardOpenOption.APPEND);
        assertThat(TornTail.of(torn()))
                .hasValueSatisfying(tail -> assertThat(tail.from()).isEqualTo(WHOLE.length()));
        Files.write(torn(), zeros);
        assertThat(TornTail.of(torn()))
                .hasValueSatisfying(tail -> assertThat(tail.bytes()).isEqualTo(200_000));
    }

    @Test
    void theNextStartSaysItAndSetsItAsideOnce() throws IOException {
        Files.writeString(torn(), WHOLE + LAST.substring(0, 20));
        try (LogCapture said = new LogCapture()) {
            JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON).close();
            assertThat(said.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("2026-11-23T1200Z-000.jsonl of the evidence log ended within a line; 20 bytes"));
        }
        assertThat(torn()).hasContent(WHOLE.strip());
        assertThat(Files.readString(torn())).isEqualTo(WHOLE);
        assertThat(Files.readString(directory.resolve("2026-11-23T1200Z-000.jsonl.torn")))
                .isEqualTo(LAST.substring(0, 20));
        JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON).close();
        assertThat(LogRecords.lines(directory, "recovered"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"file\":\"2026-11-23T1200Z-000.jsonl\",\"bytes\":20,\"sha256\":\""));
    }

    @Test
    void aTailThatCanNotBeSetAsideStaysAndIsSaidAgain() throws IOException {
        Files.writeString(torn(), WHOLE + "{");
        Files.createDirectories(directory.resolve("2026-11-23T1200Z-000.jsonl.torn"));
        try (LogCapture said = new LogCapture()) {
            JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON).close();
            JsonLinesLog.open(settings(directory, 1 << 20), () -> NOON).close();
            assertThat(said.lines()).hasSize(2).allMatch(line -> line.contains("could not be set aside"));
        }
        assertThat(Arrays.asList(Files.readString(torn()).split("\n"))).hasSize(2);
        assertThat(LogRecords.lines(directory, "recovered")).hasSize(2);
    }
}
