package io.geocompliance.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.Introduction;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.CosigningKey;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.testing.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real log with a real witness: what is anchored, what a verifier says, and what becomes of a restored copy. */
@Timeout(120)
class WitnessedLogTest {

    private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final SigningKey logKey = SigningKey.generate("news.example/gateway");
    private final CosigningKey key = CosigningKey.generate("witness.example/w1");

    @TempDir
    Path directory;

    private WitnessServer server;
    private WitnessPolicy policy;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("logs"), logKey.verifier() + "\n");
        Path file = Files.writeString(directory.resolve("log.key"), logKey.fileText());
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        server = WitnessServer.start(
                new WitnessServer.Settings(
                        key,
                        directory.resolve("logs"),
                        directory.resolve("state"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                InstantSource.system());
        policy = WitnessPolicy.parse(
                "witness w " + key + " http://127.0.0.1:" + server.address().getPort() + "/\nquorum w\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonLinesLog open(Path log) throws IOException {
        AuditSettings settings = new AuditSettings(log, directory.resolve("log.key"), 1 << 20);
        return JsonLinesLog.open(settings, clock::instant, "test", new WitnessedAnchoring(policy));
    }

    /** Opens, is told of facts, and ends; each end is a head. */
    private void run(Path log, String... ruleSets) throws IOException {
        try (JsonLinesLog writer = open(log)) {
            for (String ruleSet : ruleSets) {
                writer.introduce(new Introduction.RuleSet(ruleSet));
            }
        }
    }

    private Verification verify(Path log, WitnessPolicy trusted) throws IOException {
        return new LogVerifier(List.of(logKey.verifier()), List.of(), trusted).verify(log, VerifiedLine.Visitor.NONE);
    }

    @Test
    void aVerifierThatTrustsTheWitnessFindsNothing() throws Exception {
        Path log = directory.resolve("log");
        run(log, "aa");

        Verification found = verify(log, policy);
        assertThat(found.findings()).isEmpty();
        assertThat(found.notes()).anyMatch(note -> note.contains("records are vouched for by w, at "));
        assertThat(verify(log, WitnessPolicy.NONE).findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.UNWITNESSED);
        WitnessPolicy stranger =
                WitnessPolicy.parse("witness w " + CosigningKey.generate("witness.example/w1") + "\nquorum w\n");
        assertThat(verify(log, stranger).findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.UNWITNESSED);
    }

    @Test
    void eachMinutesHeadIsAnchoredAndAWitnessThatIsDownIsMissed() throws Exception {
        Path log = directory.resolve("log");
        try (JsonLinesLog writer = open(log)) {
            writer.introduce(new Introduction.RuleSet("aa"));
            clock.advance(Duration.ofMinutes(1));
            awaitWitnessed(log);
            server.close();
            for (int minute = 0; minute < 4; minute++) {
                long sizeBefore = size(log);
                clock.advance(Duration.ofMinutes(1));
                while (size(log) == sizeBefore) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                }
                assertThat(writer.state()).isEqualTo(AuditLog.State.WRITTEN);
            }
        }

        Verification found = verify(log, policy);
        assertThat(found.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.UNWITNESSED);
        assertThat(found.findings().get(0).message()).startsWith("UNWITNESSED since record ");
    }

    private static Epoch last(Path log) throws IOException {
        List<Epoch> epochs = Epoch.of(log);
        return epochs.get(epochs.size() - 1);
    }

    private static long size(Path log) throws IOException {
        return last(log)
                .signedHead()
                .orElseThrow()
                .text()
                .lines()
                .skip(1)
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** Ended by the class's time-out. */
    private static void awaitWitnessed(Path log) throws IOException {
        while (!Files.exists(log)
                || Epoch.of(log).isEmpty()
                || !Files.exists(last(log).witnessed())) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Test
    void aRestoredCopyGoesOnInANewEpochWithoutSigningAFork() throws Exception {
        Path log = directory.resolve("log");
        run(log, "aa");
        Path backup = directory.resolve("backup");
        copy(log, backup);
        run(log, "bb", "cc");
        String headOfTruth = last(log).signedHead().orElseThrow().toString();

        String headOfBackup = last(backup).signedHead().orElseThrow().toString();
        run(backup, "dd");

        List<Epoch> epochs = Epoch.of(backup);
        assertThat(epochs).hasSize(2);
        assertThat(epochs.get(0).signedHead().orElseThrow()).hasToString(headOfBackup);
        Verification found = verify(backup, policy);
        assertThat(found.notes()).anyMatch(note -> note.contains("because of: contradicted"));
        assertThat(found.isIntact()).isTrue();
        assertThat(KnownTrees.in(copy(directory.resolve("state"), directory.resolve("seen"))))
                .anyMatch(note -> headOfTruth.startsWith(note.text()))
                .hasSize(2);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }
}
