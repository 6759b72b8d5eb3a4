package io.geocompliance.gateway.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The most specific prefix is seen, at every edge of both families. */
class PrefixPaintTest {

    private static final int BACKGROUND = 0;

    @Test
    void seesTheMostSpecificPrefixOfRandomOnes() {
        long seed = Long.getLong("geo.seed", System.nanoTime());
        System.out.println("geo.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            boolean isV4 = random.nextBoolean();
            List<PrefixPaint.Stroke> strokes = new ArrayList<>();
            for (int i = 0; i < random.nextInt(40); i++) {
                strokes.add(new PrefixPaint.Stroke(prefix(random, isV4), i + 1));
            }
            IpRanges painted = PrefixPaint.over(BACKGROUND, strokes);
            for (PrefixPaint.Stroke stroke : strokes) {
                Prefix prefix = stroke.prefix();
                probe(painted, strokes, prefix.high(), prefix.low());
                probe(painted, strokes, prefix.lastHigh(), prefix.lastLow());
                if (prefix.low() != 0) {
                    probe(painted, strokes, prefix.high(), prefix.low() - 1);
                }
                if (prefix.lastLow() != -1L && !(isV4 && prefix.lastLow() == 0xFFFF_FFFFL)) {
                    probe(painted, strokes, prefix.lastHigh(), prefix.lastLow() + 1);
                }
            }
        }
    }

    @Test
    void paintsWholeSpacesAndTheirEnds() {
        IpRanges v4 = PrefixPaint.over(
                BACKGROUND,
                List.of(
                        stroke(1, new Prefix(true, 0, 0, 0)),
                        stroke(2, new Prefix(true, 0, 0xFFFF_FFFFL, 32)),
                        stroke(3, new Prefix(true, 0, 0, 32))));
        assertThat(v4.idOf(0, 0)).isEqualTo(3);
        assertThat(v4.idOf(0, 1)).isEqualTo(1);
        assertThat(v4.idOf(0, 0xFFFF_FFFEL)).isEqualTo(1);
        assertThat(v4.idOf(0, 0xFFFF_FFFFL)).isEqualTo(2);

        IpRanges v6 = PrefixPaint.over(
                BACKGROUND,
                List.of(stroke(1, new Prefix(false, -1L, -1L, 128)), stroke(2, new Prefix(false, 0, 0, 64))));
        assertThat(v6.idOf(0, -1L)).isEqualTo(2);
        assertThat(v6.idOf(1, 0)).isEqualTo(BACKGROUND);
        assertThat(v6.idOf(-1L, -2L)).isEqualTo(BACKGROUND);
        assertThat(v6.idOf(-1L, -1L)).isEqualTo(1);
    }

    private static PrefixPaint.Stroke stroke(int id, Prefix prefix) {
        return new PrefixPaint.Stroke(prefix, id);
    }

    /** Few different bits, so that prefixes nest and touch. */
    private static Prefix prefix(Random random, boolean isV4) {
        int length = random.nextInt(isV4 ? 33 : 129);
        long high = isV4 ? 0 : (long) random.nextInt(4) << 60;
        long low = isV4 ? ((long) random.nextInt(8) << 29 | random.nextInt(4)) : (long) random.nextInt(8) << 61;
        int fixed = isV4 ? 96 + length : length;
        high &= fixed >= 64 ? -1L : fixed == 0 ? 0 : -1L << (64 - fixed);
        low &= fixed <= 64 ? 0 : -1L << (128 - fixed);
        return new Prefix(isV4, high, low, length);
    }

    private static void probe(IpRanges painted, List<PrefixPaint.Stroke> strokes, long high, long low) {
        int expected = strokes.stream()
                .filter(stroke -> contains(stroke.prefix(), high, low))
                .max(Comparator.comparingInt(
                                (PrefixPaint.Stroke stroke) -> stroke.prefix().fixedBits())
                        .thenComparingInt(PrefixPaint.Stroke::id))
                .map(PrefixPaint.Stroke::id)
                .orElse(BACKGROUND);
        assertThat(painted.idOf(high, low)).isEqualTo(expected);
    }

    private static boolean contains(Prefix prefix, long high, long low) {
        int fixed = prefix.fixedBits();
        boolean highs =
                fixed >= 64 ? prefix.high() == high : fixed == 0 || (prefix.high() ^ high) >>> (64 - fixed) == 0;
        return highs && (fixed <= 64 || (prefix.low() ^ low) >>> (128 - fixed) == 0);
    }
}
