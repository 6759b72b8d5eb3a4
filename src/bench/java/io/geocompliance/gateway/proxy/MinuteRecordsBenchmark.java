package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a record costs an event loop that has made an equal one this minute. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MinuteRecordsBenchmark {

    private static final AuditRecord.Result INJECTED =
            AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG));

    private AuditLog log;
    private MinuteRecords records;
    private Evidence evidence;
    private Fragment served;

    @Setup
    public void build() throws Exception {
        Path directory = Files.createTempDirectory("records");
        log = JsonLinesLog.open(AuditSettings.forCommand(directory, directory.resolve("key")), Instant::now, "bench");
        SampleVisits visits = new SampleVisits(SampleVisits.Site.embedded(), InstantSource.system(), log);
        records = visits.records();
        evidence = visits.of("77.88.8.8", "GET");
        served = SampleVisits.shown(evidence);
    }

    @TearDown
    public void close() throws Exception {
        log.close();
    }

    @Benchmark
    public AuditRecord found() {
        return records.of(evidence, 200, INJECTED, served);
    }

    @Benchmark
    public AuditRecord made() {
        return evidence.record(200, INJECTED, served);
    }
}
