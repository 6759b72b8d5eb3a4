package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reports over 500,000 decisions that a verification hands over, from the first line to the page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class CoverageBenchmark {

    static final int RECORDS = 500_000;

    /** Different lines, over and over; all of them parsed at once would be another benchmark. */
    private static final int DIFFERENT = 4_096;

    private static final String LINE = "{\"ty\":\"dec\",\"t\":\"2026-03-%02dT%02d:%02dZ\",\"reg\":\"%s\",\"sub\":null,"
            + "\"conf\":\"geo-country\",\"rule\":\"rule-%d\",\"rs\":\"0123456789abcdef\",\"must\":true,\"n\":{\"id\":\"n\",\"v\":1,"
            + "\"lang\":\"ru\",\"h\":\"ab\"},\"out\":\"%s\",\"why\":null,\"geo\":\"country@1\",\"k\":null,\"m\":\"GET\",\"st\":200,"
            + "\"seq\":%d,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\"}";

    @Param({"coverage", "exceptions", "unknown-share"})
    String name;

    private final List<VerifiedLine> lines = new ArrayList<>();

    @Setup
    public void lines() {
        Epoch epoch = new Epoch(Path.of("2026-000"));
        Segment segment = new Segment(Path.of("open"), 0, Segment.GROWING);
        TreeHasher hasher = new TreeHasher();
        for (int i = 0; i < DIFFERENT; i++) {
            String text = String.format(
                    Locale.ROOT,
                    LINE,
                    1 + i % 28,
                    i % 24,
                    i % 60,
                    i % 5 == 0 ? "UA-OCC" : "RU",
                    i % 3,
                    i % 50 == 0 ? "aborted" : "injected",
                    i);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            lines.add(new VerifiedLine(epoch, segment, i, bytes, hasher.leaf(bytes), LineFields.parse(bytes)));
        }
    }

    @Benchmark
    public String report() {
        Question question = Reports.question(name, "");
        for (int i = 0; i < RECORDS; i++) {
            question.line(lines.get(i & DIFFERENT - 1));
        }
        Verification found = new Verification(List.of(), Map.of(), List.of(), List.of(), List.of());
        return new Report(List.of(question.answer(found)), found).html();
    }
}
