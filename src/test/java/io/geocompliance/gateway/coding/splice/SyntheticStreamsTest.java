package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams that are allowed but that no usual compressor writes. */
class SyntheticStreamsTest {

    private static final int[] FRAGMENT_BYTES = {1, 3, 100, 2000, 32767, 40000};

    @Test
    void aFewThousandStreams() throws IOException {
        run(Long.getLong("splice.seed", 1), 3_000);
    }

    /** {@code mvn -Pfuzz test -Dsplice.cases=N -Dsplice.seed=S}. */
    @Test
    @Tag("fuzz")
    void hundredThousandStreams() throws IOException {
        run(Long.getLong("splice.seed", System.currentTimeMillis()), Integer.getInteger("splice.cases", 100_000));
    }

    /** Every place of small pages, and every distance of the fragment's length to the window's end. */
    @Test
    void everyPlaceOfSmallStreams() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            SyntheticStream.Made made = small(seed);
            CompiledFragment one = CompiledFragment.of(new byte[] {'!'});
            for (int place = 0; place <= made.page().length; place++) {
                for (Cuts cuts : new Cuts[] {Cuts.WHOLE, Cuts.BYTES}) {
                    new Splicing(made.page(), made.gzip())
                            .insert(new byte[] {'!'}, one, place)
                            .cut(cuts)
                            .seenLate(place % 7)
                            .check();
                }
            }
        }
    }

    private static SyntheticStream.Made small(long seed) {
        long each = seed * 1_000;
        SyntheticStream.Made made = SyntheticStream.of(each);
        while (made.page().length > 300) {
            each++;
            made = SyntheticStream.of(each);
        }
        return made;
    }

    private static void run(long seed, int cases) throws IOException {
        System.out.println("SyntheticStreamsTest: seed " + seed + ", " + cases + " cases");
        SplicePool pool = new SplicePool(1);
        for (long each = seed; each < seed + cases; each++) {
            SyntheticStream.Made made = SyntheticStream.of(each);
            Random random = new Random(~each);
            byte[] fragment =
                    Pages.fragment(FRAGMENT_BYTES[random.nextInt(FRAGMENT_BYTES.length)], random.nextBoolean());
            try {
                new Splicing(made.page(), made.gzip())
                        .insert(fragment, CompiledFragment.of(fragment), random.nextInt(made.page().length + 1))
                        .seenLate(random.nextBoolean() ? 0 : random.nextInt(Seam.LOOK_BACK))
                        .following(random.nextBoolean())
                        .cut(Cuts.random(random))
                        .with(pool)
                        .check();
            } catch (AssertionError | IOException e) {
                throw new AssertionError("-Dsplice.seed=" + each, e);
            }
            assertThat(pool.idle()).isEqualTo(1);
        }
    }
}
