package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.coding.Decoder.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Pages without a place, pages given up, bombs, and what is left of a splice's memory afterwards. */
class UnchangedPagesTest {

    private static final byte[] FRAGMENT = Pages.fragment(900, true);
    private static final CompiledFragment COMPILED = CompiledFragment.of(FRAGMENT);

    /** Says at some offset that there is no place. */
    private record Refusing(int after, long[] scanned) implements Seam {
        @Override
        public long scan(byte[] window, int from, int to) {
            scanned[0] += to - from;
            return scanned[0] >= after ? NEVER : SEARCHING;
        }

        @Override
        public long end() {
            return NEVER;
        }

        @Override
        public long safe() {
            return Math.max(0, scanned[0] - 900);
        }

        @Override
        public CompiledFragment fragment() {
            throw new IllegalStateException("there is no place");
        }
    }

    @Test
    void withoutAPlaceThePageStaysAsItIs() throws IOException {
        Random random = new Random(8);
        for (Compressor compressor : Compressor.all()) {
            byte[] page = Pages.page(60_000, 5);
            byte[] gzip = compressor.gzip(page);
            for (int after : new int[] {0, 1, 2_000, random.nextInt(60_000), 70_000}) {
                Cuts cuts = Cuts.random(random);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                SplicePool pool = new SplicePool(1);
                try (GzipSplice splice = new GzipSplice(pool, new Refusing(after, new long[1]), random.nextBoolean())) {
                    for (int at = 0; at < gzip.length; ) {
                        int length = Math.min(cuts.length(at), gzip.length - at);
                        splice.feed(gzip, at, length, out::write);
                        at += length;
                    }
                    assertThat(splice.finish(out::write)).isTrue();
                    assertThat(splice.outcome()).isEqualTo(SpliceOutcome.NO_PLACE);
                    assertThat(splice.notes()).isEmpty();
                }
                assertThat(Splicing.decode(out.toByteArray())).isEqualTo(page);
                assertThat(pool.idle()).isEqualTo(1);
            }
        }
    }

    /** 40 MB of one letter from 40 KB: searched in turns, and given up at the limit. */
    @Test
    void bombsAreTakenInTurnsAndGivenUp() throws IOException {
        byte[] bomb = new Compressor(9, Deflater.DEFAULT_STRATEGY, Deflater.NO_FLUSH, 0).gzip(new byte[40 << 20]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OffsetSeam seam = new OffsetSeam(COMPILED, OffsetSeam.NOWHERE, 0);
        int turns = 0;
        try (GzipSplice splice = new GzipSplice(new SplicePool(1), seam, false)) {
            Progress progress = splice.feed(bomb, 0, bomb.length, out::write);
            while (progress == Progress.MORE) {
                turns++;
                progress = splice.resume(out::write);
            }
            assertThat(progress).isEqualTo(Progress.TAKEN);
            assertThat(splice.finish(out::write)).isTrue();
            assertThat(splice.outcome()).isEqualTo(SpliceOutcome.LIMIT);
        }
        assertThat(turns).isBetween(25, 40);
        assertThat(out.size()).isBetween(bomb.length, bomb.length + 200);
        assertThat(Splicing.decode(out.toByteArray())).hasSize(40 << 20);
    }

    @Test
    void bombsBehindThePlaceAreNotDecoded() throws IOException {
        byte[] page = new byte[20 << 20];
        byte[] bomb = new Compressor(9, Deflater.DEFAULT_STRATEGY, Deflater.NO_FLUSH, 0).gzip(page);
        Splicing splicing = new Splicing(page, bomb).insert(FRAGMENT, COMPILED, 1000);
        assertThat(splicing.check().length).isLessThan(bomb.length + 2 * FRAGMENT.length);
    }

    /** Wherever a page is abandoned, its working memory is back. */
    @Test
    void abandonedPagesGiveTheirMemoryBack() {
        byte[] page = Pages.page(90_000, 3);
        byte[] gzip = new Compressor(6, Deflater.DEFAULT_STRATEGY, Deflater.SYNC_FLUSH, 5000).gzip(page);
        for (boolean follow : new boolean[] {false, true}) {
            for (int length = 0; length <= gzip.length; length += 97) {
                SplicePool pool = new SplicePool(1);
                GzipSplice splice = new GzipSplice(pool, new OffsetSeam(COMPILED, 20_000, 500), follow);
                splice.feed(gzip, 0, length, (bytes, offset, count) -> {});
                splice.close();
                splice.close();
                assertThat(pool.idle()).isEqualTo(length > 10 ? 1 : 0);
            }
        }
    }

    @Test
    void poolKeepsNoMoreThanItIsTold() {
        SplicePool pool = new SplicePool(2);
        GzipSplice[] splices = new GzipSplice[5];
        byte[] gzip = new Compressor(6, 0, Deflater.NO_FLUSH, 0).gzip(Pages.page(5_000, 3));
        for (int i = 0; i < splices.length; i++) {
            splices[i] = new GzipSplice(pool, new OffsetSeam(COMPILED, 4_000, 0), false);
            splices[i].feed(gzip, 0, 500, (bytes, offset, count) -> {});
        }
        for (GzipSplice splice : splices) {
            splice.close();
        }
        assertThat(pool.idle()).isEqualTo(2);
    }

    /** A seam that fails breaks its own page off and spoils no later one. */
    @Test
    void faultOfTheSeam() throws IOException {
        SplicePool pool = new SplicePool(1);
        byte[] page = Pages.page(50_000, 4);
        byte[] gzip = new Compressor(6, 0, Deflater.NO_FLUSH, 0).gzip(page);
        Seam failing = new Refusing(Integer.MAX_VALUE, null);
        try (GzipSplice splice = new GzipSplice(pool, failing, false)) {
            assertThatThrownBy(() -> splice.feed(gzip, 0, gzip.length, (bytes, offset, count) -> {}))
                    .isInstanceOf(RuntimeException.class);
            assertThat(splice.outcome()).isEqualTo(SpliceOutcome.INTERNAL);
            assertThat(splice.finish((bytes, offset, count) -> {})).isFalse();
        }
        new Splicing(page, gzip).insert(FRAGMENT, COMPILED, 100).with(pool).check();
    }
}
