package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayProcess;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.LiveFiles;
import io.geocompliance.gateway.testing.LogCapture;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.SmallDisk;
import io.geocompliance.gateway.testing.TestGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The evidence on a disk that is full, and after a process that was killed. */
@Timeout(180)
class EvidenceFilesTest {

    private static final String PAGE = "<!doctype html><title>t</title><body><p>text";

    @TempDir
    Path directory;

    private OriginServer origin;

    @BeforeEach
    void start() {
        origin = OriginServer.start().answer(OriginReply.html(PAGE));
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    private static void visit(int port) {
        try (RawClient client = RawClient.to(port)) {
            RawResponse response = client.get("/", Visitors.RUSSIA, "Accept: text/html");
            assertThat(response.status()).isEqualTo(200);
            assertThat(NoticeInPage.of(response.content()).elements()).hasSize(1);
        }
    }

    /** The whole lines; none of them may be anything but an object. */
    private static List<JsonObject> lines(Path audit) {
        List<JsonObject> lines = new ArrayList<>();
        try {
            for (Path file : LiveFiles.ofLines(audit)) {
                String text = Files.readString(file);
                text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .map(JsonObject::new)
                        .forEach(lines::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    static List<JsonObject> lines(Path audit, String kind) {
        return lines(audit).stream()
                .filter(line -> line.getString("ty").equals(kind))
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void onAFullDiskPagesAndNoticesGoOutAndTheLossIsCountedSaidAndRecorded() throws IOException {
        SmallDisk disk = SmallDisk.mount(directory, 256 << 10);
        Path audit = directory.resolve("audit");
        GatewayYaml yaml =
                GatewayYaml.of(origin.url()).with("audit", "{directory: \"" + audit + "\", lowWater: 16KiB}");
        try (disk;
                LogCapture said = new LogCapture();
                TestGateway gateway = TestGateway.start(yaml)) {
            visit(gateway.port());
            await(() -> lines(audit, "dec").size() == 1);
            disk.fill();
            int visits = 1;
            while (!gateway.admin("/health/ready").contains("The evidence log")) {
                visit(gateway.port()); // the last block of the file has room for some more lines
                visits++;
            }
            for (int i = 0; i < 5; i++) {
                visit(gateway.port());
            }
            assertThat(said.lines())
                    .allSatisfy(line -> assertThat(line).doesNotContain("77.88.8.8"))
                    .anyMatch(line -> line.contains("can't be written (IOException: No space left on device)")
                            || line.contains("log's disk is full"));
            disk.empty();
            await(() -> !gateway.admin("/health/ready").contains("The evidence log"));
            visit(gateway.port());
            gateway.stop();
            long counted = lines(audit, "gap").stream()
                    .mapToLong(gap -> gap.getLong("count"))
                    .sum();
            assertThat(counted).isBetween(5L, (long) visits + 5);
            JsonObject close = lines(audit, "close").get(0);
            assertThat(close.getLong("accepted")).isEqualTo(visits + 6);
            assertThat(close.getLong("written") + close.getLong("dropped")).isEqualTo(visits + 6);
            assertThat(close.getLong("dropped")).isEqualTo(counted);
            assertThat(lines(audit, "dec").size() + counted).isGreaterThanOrEqualTo(visits + 6);
        }
    }

    @Test
    void afterAKillEveryLineThatReachedTheFileIsReadable() throws IOException {
        GatewayYaml yaml = GatewayYaml.of(origin.url());
        Path audit = directory.resolve("audit");
        Path torn;
        try (GatewayProcess gateway = GatewayProcess.start(yaml, directory)) {
            for (int i = 0; i < 50; i++) {
                visit(gateway.port());
            }
            await(() -> lines(audit, "dec").size() == 50);
            gateway.kill();
            assertThat(lines(audit, "dec")).hasSize(50);
            assertThat(lines(audit, "close")).isEmpty();
            torn = LiveFiles.ofLines(audit).get(0);
        }
        // A kill within a write is rarer than a test can wait for.
        Files.writeString(torn, "{\"ty\":\"dec\",\"t\":\"2026", StandardOpenOption.APPEND);
        try (GatewayProcess next = GatewayProcess.start(yaml, directory)) {
            visit(next.port());
            await(() -> lines(audit, "dec").size() == 51);
            assertThat(next.terminate()).isZero();
            assertThat(next.printed()).contains("ended within a line; 21 bytes were cut off");
        }
        assertThat(lines(audit, "recovered"))
                .singleElement()
                .satisfies(line -> assertThat(line.getLong("bytes")).isEqualTo(21));
        assertThat(lines(audit, "close")).hasSize(1);
        assertThat(Files.readString(torn)).endsWith("}\n");
    }
}
