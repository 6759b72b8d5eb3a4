package io.geocompliance.gateway.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whether a count below ten can be read, or worked out from what stands beside it. */
class SmallCellsTest {

    @Test
    void whatIsLargeIsShownAsItIs() {
        assertThat(SmallCells.parts(List.of(100L, 20L, 0L))).containsExactly("100", "20", "0");
        assertThat(SmallCells.share(List.of(100L, 20L, 0L), 0)).isEqualTo("83.33 %");
    }

    @Test
    void whatIsSmallIsHiddenAndItsRowBlurred() {
        assertThat(SmallCells.parts(List.of(1000L, 3L, 0L))).containsExactly("\u2265994", "<10", "0");
        assertThat(SmallCells.share(List.of(1000L, 3L), 0)).isEqualTo("\u226599 %");
        assertThat(SmallCells.share(List.of(1000L, 3L), 1)).isEqualTo("<1 %");
        assertThat(SmallCells.bar(List.of(5L, 3L), 0)).isNaN();
    }

    /** For each row with a hidden cell another row, with another count there, looks the same beside the same total. */
    @Test
    void noHiddenCellCanBeReckonedBack() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            long small = 1 + random.nextInt(9);
            long large = 40 + random.nextInt(500);
            long other = random.nextBoolean() ? 0 : 10 + random.nextInt(10);
            List<String> shown = SmallCells.parts(List.of(large, small, other));
            long total = large + small + other;
            long alike = LongStream.rangeClosed(1, 9)
                    .filter(guess -> SmallCells.parts(List.of(total - guess - other, guess, other))
                            .equals(shown))
                    .count();
            assertThat(alike).as("%d of %d", small, total).isGreaterThan(7);
        }
    }
}
