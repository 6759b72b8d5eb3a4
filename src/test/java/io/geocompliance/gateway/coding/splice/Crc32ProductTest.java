package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The trailer's change against one that is computed from the whole page. */
class Crc32ProductTest {

    @Test
    void changesTheTrailerAsIfThePageHadBeenReadAgain() {
        Random random = new Random(32);
        for (int round = 0; round < 300; round++) {
            byte[] before = bytes(random, round % 7 == 0 ? 0 : random.nextInt(3000));
            byte[] fragment = bytes(random, round % 5 == 0 ? 0 : random.nextInt(3000));
            byte[] behind = bytes(random, round % 3 == 0 ? 0 : random.nextInt(100_000));
            CompiledFragment compiled = CompiledFragment.of(fragment);
            byte[] trailer = trailer(before, behind);
            new Patch(before.length, fragment.length, compiled.crcDifference((int) crc(before))).apply(trailer, 0);
            assertThat(trailer).isEqualTo(trailer(before, fragment, behind));
        }
    }

    /** x^(2^32 - 1) is 1, so shifting by that many bits, and by multiples of it, changes nothing. */
    @Test
    void shiftsByMoreThanFourGigabytes() {
        int once = Crc32Product.shift((1L << 32) - 1);
        assertThat(once).isEqualTo(1 << 31);
        assertThat(Crc32Product.shift((1L << 33) + 5)).isEqualTo(Crc32Product.shift(7));
    }

    private static byte[] trailer(byte[]... parts) {
        CRC32 crc = new CRC32();
        Arrays.stream(parts).forEach(crc::update);
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++) {
            trailer[i] = (byte) (crc.getValue() >>> 8 * i);
            trailer[4 + i] = (byte) (length >>> 8 * i);
        }
        return trailer;
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
