package io.geocompliance.gateway.audit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.html.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What the evidence costs in processor time and memory, by the threads' own clocks, so that a machine that does other things as well spoils it
 * less: {@code java -cp … io.geocompliance.gateway.audit.EvidenceCost DIR [RECORDS]}.
 */
public final class EvidenceCost {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Instant AT = Instant.parse("2026-11-29T12:00:30Z");
    private static final SigningKey KEY = SigningKey.generate("bench.example/log");

    /** One segment that is never packed: all of it is read again at a start. */
    private static final long SEGMENT_BYTES = 1L << 40;

    /** Records a second, in bursts of so many. */
    private static final int RATE = 200_000;

    private static final int BURST = 1_000;

    private EvidenceCost() {}

    /** Few different ones stand behind all of a minute's visits; an event loop finds them (MinuteRecordsBenchmark tells what that costs). */
    private static final AuditRecord[] FOUND = {made("UA-OCC"), made("RU"), made("RU"), made("RU"), made("RU")};

    private static AuditRecord made(String region) {
        return new AuditRecord(
                AT,
                new AuditRecord.Where(region, null, AuditRecord.Confidence.GEO_COUNTRY),
                new AuditRecord.Basis("ru-undesirable-organization", "0123456789abcdef", true, "country@1"),
                new AuditRecord.Notice("ru-undesirable", 1, "ru", "ab".repeat(32)),
                AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG)),
                new AuditRecord.Message(AuditRecord.Method.of("GET"), 200, null));
    }

    private static JsonLinesLog open(Path directory) throws IOException {
        JsonLinesLog log = new JsonLinesLog(
                AuditSettings.Writing.through(64 << 20),
                () -> AT,
                LogDirectory.hold(directory, Disk.REAL),
                new LogIdentity(KEY, "bench", SEGMENT_BYTES));
        log.introduce(new Introduction.RuleSet("0123456789abcdef".repeat(4)));
        log.introduce(new Introduction.Notice("ru-undesirable", 1, "ru", "ab".repeat(32)));
        log.introduce(new Introduction.GeoDatabase("country@1", AT, "cd".repeat(32)));
        return log;
    }

    private static long writer() {
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            if (info != null && info.getThreadName().equals("audit-writer")) {
                return id;
            }
        }
        throw new IllegalStateException("nobody writes");
    }

    /** So many, at {@link #RATE}. */
    private static void produce(JsonLinesLog log, int records, String round) {
        long self = Thread.currentThread().getId();
        long writer = writer();
        long written = log.counters().written();
        long cpu = THREADS.getThreadCpuTime(self);
        long bytes = THREADS.getThreadAllocatedBytes(self);
        long writerCpu = THREADS.getThreadCpuTime(writer);
        long start = System.nanoTime();
        for (int i = 0; i < records; i++) {
            log.append(FOUND[i % FOUND.length]);
            if (i % BURST == 0) {
                LockSupport.parkNanos(start + i * 1_000_000_000L / RATE - System.nanoTime());
            }
        }
        long made = THREADS.getThreadCpuTime(self) - cpu;
        long allocated = THREADS.getThreadAllocatedBytes(self) - bytes;
        while (log.counters().written() + log.counters().dropped() - written < records) {
            LockSupport.parkNanos(1_000_000);
        }
        long took = THREADS.getThreadCpuTime(writer) - writerCpu;
        System.out.printf(
                "%s: handing over %.0f ns and %.2f B a record; writer %.0f ns a record, %.1f %% of a core; all in %.2f us,"
                        + " %.0f records/s of one core; wall %.1f s; dropped %d%n",
                round,
                (double) made / records,
                (double) allocated / records,
                (double) took / records,
                (double) took * RATE / records / 1e7,
                (made + took) / 1e3 / records,
                records * 1e9 / (made + took),
                (System.nanoTime() - start) / 1e9,
                log.counters().dropped());
    }

    /** Writes, goes on after it, and verifies. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500_000;
        Files.createDirectories(directory);
        try (JsonLinesLog log = open(directory.resolve("warm"))) {
            produce(log, records, "cold");
            produce(log, records, "warm");
        }
        try (JsonLinesLog log = open(directory.resolve("log"))) {
            produce(log, records, "warm, a log of its own");
        }
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        try (JsonLinesLog log = open(directory.resolve("log"))) {
            while (log.counters().lastSyncSeconds() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.printf(
                    "recovery of %d records: CPU %.2f s, wall %.2f s%n",
                    records, (SYSTEM.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - start) / 1e9);
        }
        cpu = SYSTEM.getProcessCpuTime();
        start = System.nanoTime();
        Verification found = new LogVerifier(List.of(KEY.verifier()), List.of())
                .verify(directory.resolve("log"), VerifiedLine.Visitor.NONE);
        System.out.printf(
                "verification of %d records: CPU %.2f s, wall %.2f s, intact %s%n",
                found.records().get("dec"),
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
                (System.nanoTime() - start) / 1e9,
                found.isIntact());
    }
}
