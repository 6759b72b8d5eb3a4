package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Looking for a byte eight at a time finds what looking for it one at a time does. */
class AsciiTest {

    private static int oneByOne(byte wanted, byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Among its neighbours, whose differences borrow from one another, and those with the high bit set. */
    @Test
    void findsTheFirst() {
        Random random = new Random(7);
        byte[] wanted = {'<', '>', '-', ']', '"', '\'', 0x1B, 0, -1, -128};
        for (int round = 0; round < 20_000; round++) {
            byte one = wanted[random.nextInt(wanted.length)];
            byte[] near = {one, (byte) (one + 1), (byte) (one - 1), (byte) (one ^ 0x80), (byte) (one ^ 1), 'x'};
            byte[] b = new byte[random.nextInt(40)];
            for (int i = 0; i < b.length; i++) {
                b[i] = near[random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(near.length - 1)];
            }
            int from = random.nextInt(b.length + 1);
            int to = from + random.nextInt(b.length - from + 1);
            assertThat(Ascii.next(one, b, from, to)).isEqualTo(oneByOne(one, b, from, to));
        }
    }
}
