package io.geocompliance.gateway.audit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
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
        return directory.resolve("000000000000.jsonl");
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
                assertThat(found).contains(new TornTail(WHOLE.length(), bytes, sha256));
            }
        }
    }

    @Test
    void aTailLongerThanABlockAndAFileWithoutAnyLineAreFoundToo() throws IOException {
        byte[] zeros = new byte[200_000]; // what a file system leaves of pages that never came
        Files.writeString(torn(), WHOLE);
        Files.write(torn(), zeros, StandardOpenOption.APPEND);
        assertThat(TornTail.of(torn()))
                .hasValueSatisfying(tail -> assertThat(tail.from()).isEqualTo(WHOLE.length()));
        Files.write(torn(), zeros);
        assertThat(TornTail.of(torn()))
                .hasValueSatisfying(tail -> assertThat(tail.bytes()).isEqualTo(200_000));
    }

    @Test
    void whatIsNotedIsReadBack() throws IOException {
        Epoch epoch = new Epoch(directory);
        assertThat(TornTail.noted(epoch)).isEmpty();
        Files.writeString(torn(), WHOLE + "{");
        TornTail tail = TornTail.of(torn()).orElseThrow();
        tail.note(Disk.REAL, epoch);
        assertThat(TornTail.noted(epoch)).contains(tail);
    }
}
