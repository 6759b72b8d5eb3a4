package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.html.Outcome;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a record costs the event loop: made, with its line, and as the line of an equal one that was made before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordBenchmark {

    private final LinesOfTheMinute lines = new LinesOfTheMinute();
    private final Instant at = Instant.parse("2026-11-29T12:00:30Z");

    @Benchmark
    public AuditRecord made() {
        return new AuditRecord(
                at,
                new AuditRecord.Where("RU", null, AuditRecord.Confidence.GEO_COUNTRY),
                new AuditRecord.Basis("ru-undesirable-organization", "0123456789abcdef", true, "country@1"),
                new AuditRecord.Notice("ru-undesirable", 1, "ru", "ab"),
                AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG)),
                new AuditRecord.Message(AuditRecord.Method.of("GET"), 200, null));
    }

    @Benchmark
    public byte[] madeWithItsLine() {
        return made().line();
    }

    @Benchmark
    public Object madeAndItsLineFound() {
        return lines.of(made());
    }
}
