package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** What an origin has flushed can be decoded at once behind the gateway too, fragment included, but for bytes not decided yet. */
class FlushTransparencyTest {

    private int flushes;

    @Test
    void everyFlushArrives() throws DataFormatException {
        Random random = new Random(4);
        for (int every : new int[] {4096, 16384, -9000, -300, 1}) {
            for (int level : new int[] {0, 1, 6}) {
                for (int flush : new int[] {Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH}) {
                    Compressor compressor = new Compressor(level, Deflater.DEFAULT_STRATEGY, flush, every);
                    byte[] page = Pages.page(every == 1 ? 2_000 : 90_000, every);
                    for (int place : new int[] {0, 57, random.nextInt(page.length), page.length - 1}) {
                        check(page, compressor, place, random.nextBoolean() ? 0 : random.nextInt(1024));
                    }
                }
            }
        }
        assertThat(flushes).isGreaterThan(10_000);
    }

    private void check(byte[] page, Compressor compressor, int place, int lookBack) throws DataFormatException {
        List<int[]> points = new ArrayList<>();
        byte[] gzip = compressor.gzip(page, points);
        byte[] fragment = Pages.fragment(1500, true);
        OffsetSeam seam = new OffsetSeam(CompiledFragment.of(fragment), place, lookBack);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(true);
        byte[] decoded = new byte[page.length + fragment.length + 1];
        int length = 0;
        int at = 0;
        try (GzipSplice splice = new GzipSplice(new SplicePool(0), seam, false)) {
            for (int[] point : points) {
                splice.feed(gzip, at, point[0] - at, out::write);
                at = point[0];
                byte[] bytes = out.toByteArray();
                out.reset();
                int header = length == 0 && inflater.getBytesRead() == 0 ? 10 : 0;
                inflater.setInput(bytes, header, bytes.length - header);
                length += inflater.inflate(decoded, length, decoded.length - length);
                if (point[1] >= place + lookBack) {
                    assertThat(length).isEqualTo(point[1] + fragment.length);
                } else {
                    // Whole symbols leave; the one that holds the first undecided byte waits too.
                    assertThat(length).isBetween((int) seam.safe() - Symbols.LONGEST_MATCH, place);
                }
                flushes++;
            }
        } finally {
            inflater.end();
        }
        byte[] expected = Arrays.copyOf(page, page.length + fragment.length);
        System.arraycopy(fragment, 0, expected, place, fragment.length);
        System.arraycopy(page, place, expected, place + fragment.length, page.length - place);
        assertThat(Arrays.equals(decoded, 0, length, expected, 0, length)).isTrue();
    }
}
