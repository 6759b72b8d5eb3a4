package io.geocompliance.gateway.coding;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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

/** What a page of 259 KB costs on the full path, in chunks of 8 KiB as they come from an origin's socket. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class CodingBenchmark {

    private static final int PAGE_BYTES = 259_000;
    private static final int CHUNK_BYTES = 8 * 1024;

    @Param({"GZIP", "DEFLATE", "BR", "ZSTD"})
    public ContentCoding coding;

    private byte[] page;
    private byte[] coded;
    private long handedOut;

    @Setup
    public void encode() {
        page = page();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (Encoder encoder = coding.encoder()) {
            encoder.feed(page, 0, page.length, whole::write);
            encoder.finish(whole::write);
        }
        coded = whole.toByteArray();
        System.out.printf("%n%s: %d bytes of %d%n", coding.token(), coded.length, page.length);
    }

    /** Taking the coding off. */
    @Benchmark
    public long decode() {
        decodeTo(this::count, () -> {});
        return handedOut;
    }

    /** Putting it on, flushed as often as an origin's chunks come. */
    @Benchmark
    public long encodeOnly() {
        try (Encoder encoder = coding.encoder()) {
            int step = page.length / (coded.length / CHUNK_BYTES + 1);
            for (int at = 0; at < page.length; at += step) {
                encoder.feed(page, at, Math.min(step, page.length - at), this::count);
                encoder.flush(this::count);
            }
            encoder.finish(this::count);
        }
        return handedOut;
    }

    /** The gateway's full path, but for the search for the notice's place. */
    @Benchmark
    public long decodeAndEncode() {
        try (Encoder encoder = coding.encoder()) {
            decodeTo(
                    (bytes, offset, length) -> encoder.feed(bytes, offset, length, this::count),
                    () -> encoder.flush(this::count));
            encoder.finish(this::count);
        }
        return handedOut;
    }

    /** Processor time of the full path, which a busy machine distorts less than the clock. */
    public static void main(String[] arguments) {
        for (ContentCoding coding :
                List.of(ContentCoding.GZIP, ContentCoding.DEFLATE, ContentCoding.BR, ContentCoding.ZSTD)) {
            CodingBenchmark benchmark = new CodingBenchmark();
            benchmark.coding = coding;
            benchmark.encode();
            long[] micros = new long[100];
            for (int round = -100; round < micros.length; round++) {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                benchmark.decodeAndEncode();
                long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
                micros[Math.max(0, round)] = nanos / 1_000;
            }
            Arrays.sort(micros);
            System.out.printf("%s: median %d, least %d us CPU a page%n", coding.token(), micros[50], micros[0]);
        }
    }

    private void decodeTo(Sink out, Runnable afterChunk) {
        try (Decoder decoder = coding.decoder()) {
            for (int at = 0; at < coded.length; at += CHUNK_BYTES) {
                Decoder.Progress progress = decoder.feed(coded, at, Math.min(CHUNK_BYTES, coded.length - at), out);
                afterChunk.run();
                while (progress == Decoder.Progress.MORE) {
                    progress = decoder.resume(out);
                    afterChunk.run();
                }
            }
            if (!decoder.finish()) {
                throw new IllegalStateException("our own coding is broken");
            }
        }
    }

    private void count(byte[] bytes, int offset, int length) {
        handedOut += length;
    }

    /** Markup with words from a small vocabulary and numbers that do not repeat: it compresses about as news pages do. */
    private static byte[] page() {
        Random random = new Random(259);
        String[] words = {
            "новости",
            "the",
            "region",
            "<p class=\"lead\">",
            "</p>\n",
            "of",
            "<a href=\"/news/",
            "\">",
            "суд",
            "of",
            "court"
        };
        StringBuilder text = new StringBuilder("<!DOCTYPE html><html lang=\"ru\"><title>Page</title><body>");
        while (text.length() < PAGE_BYTES) {
            text.append(words[random.nextInt(words.length)]).append(' ');
            if (random.nextInt(4) == 0) {
                text.append(random.nextInt(1_000_000));
            }
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.UTF_8), PAGE_BYTES);
    }
}
