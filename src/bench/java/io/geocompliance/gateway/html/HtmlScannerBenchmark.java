package io.geocompliance.gateway.html;

import java.nio.charset.StandardCharsets;
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

/** How fast pages go through an injector, in pages of 1 MiB: one operation a millisecond is about 1 GB a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class HtmlScannerBenchmark {

    private static final int PAGE_BYTES = 1 << 20;
    private static final int CHUNK_BYTES = 16 << 10;

    private static final byte[] MARKER = "<aside data-notice-id=\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTICE = "<aside data-notice-id=\"n\">N</aside>".getBytes(StandardCharsets.US_ASCII);

    /** What the page is full of. */
    public enum Full {
        /** One script: all of it is read, byte by byte. */
        SCRIPT("<head><script>", "var a = b < c ? 'd' : \"e\"; // f\n", "</script>"),
        /** Many short tags in head. */
        TAGS("<head>", "<meta name=\"a\" content='b'><link rel=c href=/d.css>\n", ""),
        /** One comment. */
        COMMENT("<!--", "if - then > else <b> ", "-->"),
        /** One attribute. */
        ATTRIBUTE("<html data-a='", "0123456789abcdef ", "'>"),
        /** Text after an early place: passed through, not read. */
        TEXT("<title>a</title><body>", "<p>Some text of a page.</p>\n", "");

        private final String start;
        private final String repeated;
        private final String end;

        Full(String start, String repeated, String end) {
            this.start = start;
            this.repeated = repeated;
            this.end = end;
        }

        byte[] page() {
            return (start + repeated.repeat(PAGE_BYTES / repeated.length()) + end + "<body>x")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Param
    public Full full;

    private byte[] page = {};

    @Setup
    public void makePage() {
        page = full.page();
    }

    @Benchmark
    public long inject() {
        long[] out = {0};
        FragmentInjector injector = new FragmentInjector(language -> NOTICE, MARKER);
        for (int from = 0; from < page.length; from += CHUNK_BYTES) {
            injector.feed(
                    page, from, Math.min(CHUNK_BYTES, page.length - from), (bytes, offset, length) -> out[0] += length);
        }
        injector.finish((bytes, offset, length) -> out[0] += length);
        return out[0];
    }
}
