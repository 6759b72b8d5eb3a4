package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compressors by fragments by places by ways of cutting: each result is decoded and compared byte for byte. */
class SpliceMatrixTest {

    private static final int[] FRAGMENT_BYTES = {1, 2, 500, 3000, 32767, 32768, 40000};
    private static final int[] PAGE_BYTES = {0, 1, 2, 300, 5_000, 33_000, 70_000, 150_000};

    private final SplicePool pool = new SplicePool(1);
    private final Map<Integer, CompiledFragment> compiled = new HashMap<>();

    @Test
    void madeUpPages() throws IOException {
        long seed = Long.getLong("splice.seed", 20261129);
        run(seed, 4_000, madeUp());
    }

    /** {@code mvn -Pfuzz test -Dsplice.cases=N -Dsplice.seed=S -Dcorpus=FOLDER}. */
    @Test
    @Tag("fuzz")
    void hundredThousandCases() throws IOException {
        List<byte[]> pages = new ArrayList<>(madeUp());
        Pages.real().stream().filter(page -> page.length <= 400_000).forEach(pages::add);
        run(
                Long.getLong("splice.seed", System.currentTimeMillis()),
                Integer.getInteger("splice.cases", 100_000),
                pages);
    }

    private static List<byte[]> madeUp() {
        List<byte[]> pages = new ArrayList<>();
        for (int bytes : PAGE_BYTES) {
            pages.add(Pages.page(bytes, bytes));
        }
        return pages;
    }

    private void run(long seed, int cases, List<byte[]> pages) throws IOException {
        System.out.println("SpliceMatrixTest: seed " + seed + ", " + cases + " cases, " + pages.size() + " pages");
        List<Compressor> compressors = Compressor.all();
        Map<String, byte[]> coded = new HashMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (long each = seed; each < seed + cases; each++) {
            Random random = new Random(each);
            int page = random.nextInt(pages.size());
            Compressor compressor = compressors.get(random.nextInt(compressors.size()));
            byte[] gzip = coded.computeIfAbsent(page + " " + compressor, key -> compressor.gzip(pages.get(page)));
            try {
                counts.merge(splice(pages.get(page), gzip, random), 1, Integer::sum);
            } catch (AssertionError | IOException e) {
                throw new AssertionError("-Dsplice.seed=" + each + ": " + compressor + " on page " + page, e);
            }
        }
        System.out.println("SpliceMatrixTest: " + counts);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(cases);
    }

    private String splice(byte[] page, byte[] gzip, Random random) throws IOException {
        int bytes = FRAGMENT_BYTES[random.nextInt(FRAGMENT_BYTES.length)] * (random.nextBoolean() ? 1 : -1);
        byte[] fragment = Pages.fragment(Math.abs(bytes), bytes > 0);
        boolean follows = random.nextBoolean();
        Splicing splicing = new Splicing(page, gzip)
                .insert(
                        fragment,
                        compiled.computeIfAbsent(bytes, key -> CompiledFragment.of(fragment)),
                        place(page.length, random))
                .seenLate(random.nextInt(3) == 0 ? random.nextInt(Seam.LOOK_BACK) : 0)
                .following(follows)
                .cut(Cuts.random(random))
                .with(pool);
        splicing.check();
        assertThat(pool.idle()).isEqualTo(1);
        return splicing.outcome() + (splicing.splice().isFollowed() ? ", end known" : ", end by its looks");
    }

    private static int place(int length, Random random) {
        int place = switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> length - 1;
            case 3 -> length;
            case 4 -> 1000 * random.nextInt(length / 1000 + 1);
            default -> random.nextInt(length + 1);
        };
        return Math.max(0, Math.min(length, place));
    }
}
