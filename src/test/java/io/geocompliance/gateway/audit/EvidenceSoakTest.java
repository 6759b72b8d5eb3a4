package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes minutes: processes that are killed again and again, and logs as long as a busy day's. */
@Tag("soak")
class EvidenceSoakTest {

    private static final int KILLS = Integer.getInteger("soak.kills", 200);
    private static final int RECORDS = 1_000_000;

    /** A verifier of a million records has as much memory as one of a thousand. */
    private static final String SMALL_HEAP = "-Xmx48m";

    @TempDir
    Path directory;

    private static List<String> java(String heap) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-cp", classPath));
    }

    /** What the process was last told to be on the disk when it was killed, after it had said so a random number of times. */
    private long kill(Path log, Path key, Random random) throws Exception {
        List<String> command = java("-Xmx128m");
        command.addAll(List.of(KilledWriter.class.getName(), log.toString(), key.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("errors").toFile())
                .start();
        long acknowledged = 0;
        int says = 1 + random.nextInt(300);
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            String line = said.readLine();
            for (int i = 0; i < says && line != null; i++) {
                acknowledged = Long.parseLong(line);
                line = said.readLine();
            }
            process.toHandle().destroyForcibly(); // the process' own method closes what it has said
            for (; line != null; line = said.readLine()) { // the last number may be cut short, which makes it smaller
                acknowledged = line.isEmpty() ? acknowledged : Math.max(acknowledged, Long.parseLong(line));
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("errors")))
                .isEqualTo(137);
        return acknowledged;
    }

    @Test
    void nothingThatWasAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path log = directory.resolve("log");
        Path key = directory.resolve("key");
        Files.writeString(key, LogRecords.KEY.fileText());
        long acknowledged = 0;
        List<SignedNote> kept = new ArrayList<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            acknowledged += kill(log, key, random);
            Epoch epoch = Epoch.of(log).get(0);
            epoch.signedHead().ifPresent(kept::add);
            if (kill % 20 == 0) {
                check(log, kept, acknowledged);
                System.out.println(kill + " kills, " + acknowledged + " records acknowledged");
            }
        }
        try (JsonLinesLog last = LogRecords.open(log, Disk.REAL, () -> NOON, SampleLog.SEGMENT_BYTES)) {
            last.append(record(NOON, "a"));
        }
        assertThat(check(log, kept, acknowledged)).doesNotContain(Finding.Kind.TORN_TAIL);
    }

    /** Every head that was ever seen still is a beginning of the log, every acknowledged record has a line, and all of it adds up. */
    private List<Finding.Kind> check(Path log, List<SignedNote> kept, long acknowledged) throws IOException {
        assertThat(Epoch.of(log)).as("no history was given up").hasSize(1);
        Verification found =
                new LogVerifier(List.of(LogRecords.KEY.verifier()), kept).verify(log, VerifiedLine.Visitor.NONE);
        List<Finding.Kind> kinds = found.findings().stream().map(Finding::kind).toList();
        assertThat(kinds)
                .as(found.findings().toString())
                .isSubsetOf(Finding.Kind.UNWITNESSED, Finding.Kind.TORN_TAIL, Finding.Kind.GAP);
        assertThat(found.records().getOrDefault("dec", 0L)).isGreaterThanOrEqualTo(acknowledged);
        return kinds;
    }

    @Test
    void aMillionRecordsAreVerifiedInOnePassAndLittleMemory() throws Exception {
        Path log = directory.resolve("log");
        try (JsonLinesLog writer = new JsonLinesLog(
                AuditSettings.Writing.through(64 << 20),
                () -> NOON,
                LogDirectory.hold(log, Disk.REAL),
                new LogIdentity(LogRecords.KEY, "test", 32 << 20))) {
            SampleLog.introduce(writer);
            for (int i = 0; i < RECORDS; i++) {
                writer.append(record(NOON, "rule-" + i % 5));
                while (writer.counters().queue().isNearlyFull()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }
        List<String> command = java(SMALL_HEAP);
        command.addAll(List.of(
                "io.geocompliance.gateway.command.Main",
                "audit",
                "verify",
                log.toString(),
                "--allow-unwitnessed",
                "--key",
                LogRecords.KEY.verifier().toString()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.printf("verified in %.1f s with %s%n%s", (System.nanoTime() - start) / 1e9, SMALL_HEAP, said);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("dec " + RECORDS, "The lines are those that were signed.");
    }
}
