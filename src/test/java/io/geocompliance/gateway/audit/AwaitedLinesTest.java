package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.KEY;
import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.await;
import static io.geocompliance.gateway.audit.LogRecords.lines;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for a line is told once, and the truth. */
@Timeout(60)
class AwaitedLinesTest {

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();
    private LogCapture said;
    private JsonLinesLog log;

    @BeforeEach
    void open() throws IOException {
        said = new LogCapture();
        log = new JsonLinesLog(
                new AuditSettings.Writing(
                        4096,
                        AuditSettings.OnFull.COUNT,
                        AuditSettings.Durability.BEFORE_END,
                        AuditSettings.DiskFull.DEFAULT,
                        Optional.empty()),
                () -> NOON,
                LogDirectory.hold(directory, disk),
                new LogIdentity(KEY, "test", 1 << 20));
    }

    @AfterEach
    void close() {
        log.close();
        said.close();
    }

    /** What the listener of a record was told, and how many lines there were then. */
    private CompletableFuture<String> append(String rule) {
        CompletableFuture<String> told = new CompletableFuture<>();
        log.room().orElseThrow().append(record(NOON, rule), forced -> {
            String what = forced + " " + lines(directory, "dec").size();
            if (!told.complete(what)) {
                throw new AssertionError("told twice");
            }
        });
        return told;
    }

    @Test
    void aLineThatIsOnTheDiskIsToldOfNotBefore() {
        assertThat(log.holdsEnds()).isTrue();
        assertThat(append("a").join()).isEqualTo("true 1");
        assertThat(append("a").join()).isEqualTo("true 2");
        assertThat(log.counters().written()).isEqualTo(2);
    }

    @Test
    void aListenerThatFailsCostsTheLogNothing() {
        log.room().orElseThrow().append(record(NOON, "a"), forced -> {
            throw new IllegalStateException("gone");
        });
        assertThat(append("a").join()).isEqualTo("true 2");
        assertThat(log.state()).isEqualTo(AuditLog.State.WRITTEN);
    }

    @Test
    void aLineThatWasWrittenInVainIsToldOf() {
        append("a").join();
        disk.failsToForce = true;
        assertThat(append("b").join()).startsWith("false");
        await(() -> log.state() != AuditLog.State.WRITTEN);
        assertThat(append("c").join()).startsWith("false");
        assertThat(log.counters().dropped()).isEqualTo(2);
    }

    @Test
    void aLineThatFindsNoRoomIsToldOfAtOnce() {
        String rule = "r".repeat(250);
        disk.failsAfterBytes = 0;
        append("a").join();
        for (int i = 0; i < 20; i++) { // suspended or full: nobody is left waiting
            assertThat(append(rule).join()).startsWith("false");
        }
    }

    @Test
    void aLineThatComesAfterTheEndIsToldOf() {
        log.close();
        assertThat(append("late").join()).startsWith("false");
    }
}
