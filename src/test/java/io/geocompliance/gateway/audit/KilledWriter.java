package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.record;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** A process that writes as fast as the log takes it, and says what it was told is on the disk, until somebody kills it. */
final class KilledWriter {

    private static final long SAY_NANOS = 2_000_000;
    private static final int BURST = 200;

    private KilledWriter() {}

    /** Arguments: the log's directory and the key's file. */
    public static void main(String[] arguments) throws Exception {
        LogIdentity identity = new LogIdentity(
                SigningKey.parse(Files.readString(Path.of(arguments[1]))), "test", SampleLog.SEGMENT_BYTES);
        long start = System.nanoTime();
        long base = Instant.parse("2026-11-24T12:00:00Z").getEpochSecond();
        JsonLinesLog log = new JsonLinesLog(
                AuditSettings.Writing.through(1 << 20),
                () -> Instant.ofEpochSecond(base + (System.nanoTime() - start) / 10_000_000), // a minute each 0.6 s
                LogDirectory.hold(Path.of(arguments[0]), Disk.REAL),
                identity);
        SampleLog.introduce(log);
        while (true) {
            for (int i = 0; i < BURST; i++) {
                log.append(record(Instant.ofEpochSecond(base), i % 2 == 0 ? "a" : "b"));
            }
            System.out.println(log.counters().written());
            LockSupport.parkNanos(SAY_NANOS);
        }
    }
}
