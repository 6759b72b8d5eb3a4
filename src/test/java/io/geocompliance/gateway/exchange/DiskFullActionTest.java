package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.testing.GatewayProcess;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.LogCapture;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.SmallDisk;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code diskFullAction} on a real file system that is full: pages go out, everything is counted, and the totals add up. */
@Timeout(180)
class DiskFullActionTest {

    private static final Pattern KEY = Pattern.compile("\"logPublicKey\":\"([^\"]+)\"");
    private static final int DISK_BYTES = 512 << 10;

    @TempDir
    Path directory;

    private OriginServer origin;
    private int visits;

    @BeforeEach
    void start() {
        origin = OriginServer.start().answer(OriginReply.html("<!doctype html><title>t</title><body><p>text"));
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    private Path audit() {
        return directory.resolve("audit");
    }

    private GatewayYaml yaml(String action) {
        return GatewayYaml.of(origin.url())
                .with("audit", "{directory: \"" + audit() + "\", lowWater: 64KiB, diskFullAction: " + action + "}");
    }

    private void visit(int port) {
        try (RawClient client = RawClient.to(port)) {
            RawResponse response = client.get("/", Visitors.RUSSIA, "Accept: text/html");
            assertThat(response.status()).isEqualTo(200);
            assertThat(NoticeInPage.of(response.content()).elements()).hasSize(1);
            visits++;
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private boolean isWritten() {
        return Files.exists(audit().resolve("ballast"));
    }

    @ParameterizedTest
    @CsvSource({
        "ignore,  '\"ready\":true', false, false",
        "syslog,  '\"ready\":true', true,  false",
        "suspend, '\"ready\":true', true,  true",
        "single,  '\"ready\":false', true, true"
    })
    void saysWhatItsWordMeansAndGoesOnWhenThereIsRoom(String action, String ready, boolean error, boolean told)
            throws IOException {
        try (SmallDisk disk = SmallDisk.mount(directory, DISK_BYTES);
                LogCapture said = new LogCapture();
                TestGateway gateway = TestGateway.start(yaml(action))) {
            visit(gateway.port());
            await(this::isWritten);
            disk.fill();
            await(() -> !isWritten());
            await(() -> !told || gateway.admin("/health/ready").contains("disk is full"));
            String health = gateway.admin("/health/ready");
            assertThat(health).contains(ready);
            assertThat(health.contains("disk is full")).isEqualTo(told);
            for (int i = 0; i < 5; i++) {
                visit(gateway.port());
            }
            disk.empty();
            await(this::isWritten);
            assertThat(gateway.admin("/health/ready"))
                    .contains("\"ready\":true")
                    .doesNotContain("disk is full");
            visit(gateway.port());
            Matcher key = KEY.matcher(gateway.admin("/health/ready"));
            assertThat(key.find()).isTrue();
            gateway.stop();
            assertThat(said.lines().stream().anyMatch(line -> line.contains("evidence log")))
                    .isEqualTo(error);
            addsUp(key.group(1));
        }
    }

    /** Verified against its own key: lines, ticks, gaps and totals agree, and as many visits are told of as there were. */
    private void addsUp(String key) throws IOException {
        Verification found =
                new LogVerifier(List.of(VerifierKey.parse(key)), List.of()).verify(audit(), VerifiedLine.Visitor.NONE);
        assertThat(found.findings())
                .extracting(Finding::kind)
                .isSubsetOf(Finding.Kind.UNWITNESSED, Finding.Kind.GAP)
                .contains(Finding.Kind.GAP);
        long lines = found.records().getOrDefault("dec", 0L);
        assertThat(lines).isBetween(1L, visits - 1L);
        assertThat(EvidenceFilesTest.lines(audit(), "gap").stream()
                        .mapToLong(gap -> gap.getLong("count"))
                        .sum())
                .isEqualTo(visits - lines);
    }

    @Test
    void haltStopsTheGatewayInOrder() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(directory, DISK_BYTES);
                GatewayProcess gateway = GatewayProcess.start(yaml("halt"), Files.createTempDirectory("halted"))) {
            visit(gateway.port());
            await(this::isWritten);
            disk.fill();
            assertThat(gateway.awaitEnd()).isZero();
            assertThat(gateway.printed()).contains("disk is full", "Stopped.");
        }
    }
}
