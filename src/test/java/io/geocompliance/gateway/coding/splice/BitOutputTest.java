package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Bits copied at any phase, and empty blocks that lead from any phase to any other. */
class BitOutputTest {

    @Test
    void padsFromEveryPhaseToEveryOther() throws DataFormatException {
        for (int from = 0; from < 8; from++) {
            for (int to = 0; to < 8; to++) {
                BitOutput out = new BitOutput();
                // Blocks of the fixed code with one, two … literals of 9 bits reach every phase: 3 + 7 + 9 n bits.
                SymbolList literals = new SymbolList();
                while ((10 + 9 * literals.size() & 7) != from) {
                    literals.add(200);
                }
                out.put(1 << 1, 3);
                for (int i = 0; i < literals.size(); i++) {
                    out.put(Integer.reverse(400 + 200 - 144) >>> 23, 9);
                }
                out.put(0, 7);
                assertThat(out.phase()).isEqualTo(from);
                long before = out.pendingBits();
                out.padTo(to);
                assertThat(out.phase()).isEqualTo(to);
                assertThat(out.pendingBits() - before).isBetween(0L, 105L);
                out.lastBlock();
                byte[] expected = new byte[literals.size()];
                Arrays.fill(expected, (byte) 200);
                assertThat(inflate(out)).isEqualTo(expected);
            }
        }
    }

    @Test
    void copiesBitsFromEveryPhaseToEveryOther() {
        Random random = new Random(5);
        byte[] source = new byte[300];
        random.nextBytes(source);
        for (int round = 0; round < 1_000; round++) {
            int start = random.nextInt(200);
            int end = start + random.nextInt(8 * 280 - start);
            int phase = random.nextInt(8);
            BitOutput out = new BitOutput();
            out.put(0, phase);
            out.copy(source, start, end);
            byte[] copy = out.toArray();
            for (int i = 0; i < end - start; i++) {
                assertThat(bit(copy, phase + i)).isEqualTo(bit(source, start + i));
            }
            assertThat(out.pendingBits()).isEqualTo(phase + end - start);
        }
    }

    @Test
    void storesBytes() throws DataFormatException {
        BitOutput out = new BitOutput();
        byte[] text = "stored".getBytes(StandardCharsets.US_ASCII);
        out.padTo(5);
        out.stored(text, 1, 4);
        out.storedHeader(true, 2);
        out.bytes(text, 0, 2);
        assertThat(new String(inflate(out), StandardCharsets.US_ASCII)).isEqualTo("torest");
    }

    static byte[] inflate(BitOutput out) throws DataFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        out.drain(bytes::write);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes.toByteArray());
            byte[] decoded = new byte[1 << 20];
            int length = inflater.inflate(decoded);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            return Arrays.copyOf(decoded, length);
        } finally {
            inflater.end();
        }
    }

    private static int bit(byte[] bytes, int at) {
        return bytes[at >> 3] >> (at & 7) & 1;
    }
}
