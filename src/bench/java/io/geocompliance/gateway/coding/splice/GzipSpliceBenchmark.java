package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.coding.Decoder;
import io.geocompliance.gateway.coding.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * What it costs to put a notice of 2 KB into real pages in gzip, level 6, in chunks of 16 KiB: processor time, which a busy machine
 * distorts less than the clock, bytes added, and how soon the first bytes leave. The place is behind the body's start tag and known
 * beforehand: finding it costs the same on every way.
 */
public final class GzipSpliceBenchmark {

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int BATCHES = 9;

    private record Page(String name, byte[] gzip, int length, long place) {}

    /** Knows the place. */
    private static final class Known implements Seam {

        private final CompiledFragment fragment;
        private final long place;
        private long scanned;

        Known(CompiledFragment fragment, long place) {
            this.fragment = fragment;
            this.place = place;
        }

        @Override
        public long scan(byte[] window, int from, int to) {
            scanned += to - from;
            return scanned >= place ? place : SEARCHING;
        }

        @Override
        public long end() {
            return place <= scanned ? place : NEVER;
        }

        @Override
        public long safe() {
            return scanned;
        }

        @Override
        public CompiledFragment fragment() {
            return fragment;
        }
    }

    private final byte[] notice = notice();
    private final CompiledFragment fragment = CompiledFragment.of(notice);
    private final SplicePool pool = new SplicePool(1);

    private GzipSpliceBenchmark() {}

    /** @param arguments the folder of pages */
    public static void main(String[] arguments) throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                pages.add(page(file));
            }
        }
        GzipSpliceBenchmark benchmark = new GzipSpliceBenchmark();
        double[] splice = benchmark.micros(pages, page -> benchmark.splice(page, false, CHUNK_BYTES));
        double[] follow = benchmark.micros(pages, page -> benchmark.splice(page, true, CHUNK_BYTES));
        double[] recode = benchmark.micros(pages, benchmark::recode);
        System.out.println(
                "| page | bytes | gzip | place | first out after | splice us | follow us | recode us | added |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        long added = 0;
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            long more = benchmark.splice(page, false, CHUNK_BYTES) - page.gzip().length;
            added += more;
            System.out.printf(
                    "| %s | %d | %d | %d | %d | %.0f | %.0f | %.0f | %d |%n",
                    page.name(),
                    page.length(),
                    page.gzip().length,
                    page.place(),
                    benchmark.firstOut(page),
                    splice[i],
                    follow[i],
                    recode[i],
                    more);
        }
        System.out.printf(
                "| **mean of %d** | | | | | **%.0f** | %.0f | %.0f | %d |%n",
                pages.size(), mean(splice), mean(follow), mean(recode), added / pages.size());
    }

    private static Page page(Path file) throws IOException {
        byte[] page = Files.readAllBytes(file);
        String text = new String(page, StandardCharsets.ISO_8859_1);
        int body = text.toLowerCase(java.util.Locale.ROOT).indexOf("<body");
        int place = body < 0 ? 0 : text.indexOf('>', body) + 1;
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream coder = new GZIPOutputStream(gzip)) {
            coder.write(page);
        }
        return new Page(file.getFileName().toString().replace(".html", ""), gzip.toByteArray(), page.length, place);
    }

    private static byte[] notice() {
        String text = "<aside class=\"geo-compliance-notice\" data-notice-id=\"n\"><p>"
                + "Материал распространён организацией, деятельность которой признана нежелательной. "
                        .codePoints()
                        .mapToObj(point -> point < 128 ? Character.toString(point) : "&#" + point + ";")
                        .reduce("", String::concat)
                        .repeat(4);
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 2048);
    }

    /** How many bytes have come out, so that no compiler leaves anything away. */
    private long put;

    /** Per page the median of some batches, in microseconds of processor time, warm. */
    private double[] micros(List<Page> pages, ToLongFunction<Page> way) {
        double[][] all = new double[pages.size()][BATCHES];
        for (int batch = -12; batch < BATCHES; batch++) {
            for (int i = 0; i < pages.size(); i++) {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                put += way.applyAsLong(pages.get(i));
                put += way.applyAsLong(pages.get(i));
                long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
                all[i][Math.max(0, batch)] = nanos / 2_000.0;
            }
        }
        return Arrays.stream(all)
                .mapToDouble(batches -> Arrays.stream(batches).sorted().toArray()[BATCHES / 2])
                .toArray();
    }

    private long splice(Page page, boolean follow, int chunk) {
        long[] out = new long[1];
        byte[] gzip = page.gzip();
        try (GzipSplice splice = new GzipSplice(pool, new Known(fragment, page.place()), follow)) {
            for (int at = 0; at < gzip.length; at += chunk) {
                splice.feed(gzip, at, Math.min(chunk, gzip.length - at), (bytes, offset, length) -> out[0] += length);
            }
            splice.finish((bytes, offset, length) -> out[0] += length);
        }
        return out[0];
    }

    private long recode(Page page) {
        long[] out = new long[1];
        byte[] gzip = page.gzip();
        try (Decoder decoder = ContentCoding.GZIP.decoder();
                Encoder encoder = ContentCoding.GZIP.encoder()) {
            encoder.feed(notice, 0, notice.length, (bytes, offset, length) -> out[0] += length);
            for (int at = 0; at < gzip.length; at += CHUNK_BYTES) {
                Decoder.Progress progress = decoder.feed(
                        gzip,
                        at,
                        Math.min(CHUNK_BYTES, gzip.length - at),
                        (b, from, count) -> encoder.feed(b, from, count, (bytes, offset, length) -> out[0] += length));
                while (progress == Decoder.Progress.MORE) {
                    progress = decoder.resume((b, from, count) ->
                            encoder.feed(b, from, count, (bytes, offset, length) -> out[0] += length));
                }
                encoder.flush((bytes, offset, length) -> out[0] += length);
            }
            encoder.finish((bytes, offset, length) -> out[0] += length);
        }
        return out[0];
    }

    /** How many bytes of the page have to come before a byte of its deflate data leaves. */
    private int firstOut(Page page) {
        long[] out = new long[1];
        try (GzipSplice splice = new GzipSplice(pool, new Known(fragment, page.place()), false)) {
            int at = 0;
            while (out[0] <= 10 && at < page.gzip().length) {
                splice.feed(page.gzip(), at, 1, (bytes, offset, length) -> out[0] += length);
                at++;
            }
            return at;
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
