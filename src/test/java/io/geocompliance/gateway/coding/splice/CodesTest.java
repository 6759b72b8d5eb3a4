package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Codes that are read as zlib reads them, and codes that are written so that zlib reads them. */
class CodesTest {

    /** Any lengths at all: what zlib takes for a header is taken, and nothing else. */
    @Test
    void takesTheHeadersThatZlibTakes() {
        Random random = new Random(7);
        int taken = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] literals = new byte[257 + random.nextInt(32)];
            byte[] distances = new byte[1 + random.nextInt(32)];
            lengths(random, literals);
            lengths(random, distances);
            literals[256] = (byte) (random.nextInt(20) == 0 ? 0 : literals[256]);
            BitOutput out = new BitOutput();
            out.put(1 | 2 << 1, 3);
            SyntheticStream.writeLengths(out, literals, distances);
            byte[] bytes = out.toArray();
            BitInput input = new BitInput();
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            out.drain(header::write);
            header.write(bytes[header.size()]);
            input.append(header.toByteArray(), 0, header.size(), 0);
            Read read = new BlockReader(input).open();
            assertThat(read).isIn(Read.DONE, Read.FAULT);
            assertThat(read == Read.DONE).as("round " + round).isEqualTo(zlibTakes(header.toByteArray()));
            taken += read == Read.DONE ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(2_000);
    }

    @Test
    void writesBlocksThatZlibReads() throws DataFormatException {
        Random random = new Random(9);
        for (int round = 0; round < 700; round++) {
            SymbolList symbols = new SymbolList();
            int kinds = 1 + random.nextInt(256);
            int count = round % 50 == 0 ? 0 : random.nextInt(600);
            byte[] expected = new byte[count * 258 + 1];
            int length = 0;
            for (int i = 0; i < count; i++) {
                if (length == 0 || random.nextInt(4) > 0) {
                    int value = (int) (kinds * Math.pow(random.nextDouble(), 1 + round % 9));
                    symbols.add(value);
                    expected[length++] = (byte) value;
                } else {
                    int size = 3 + random.nextInt(256);
                    int distance = 1 + random.nextInt(Math.min(length, Symbols.WINDOW_BYTES));
                    symbols.add(Symbols.match(size, distance));
                    for (int end = length + size; length < end; length++) {
                        expected[length] = expected[length - distance];
                    }
                }
            }
            BitOutput out = new BitOutput();
            out.padTo(round & 7);
            new BlockWriter().write(symbols, out);
            out.lastBlock();
            assertThat(BitOutputTest.inflate(out)).isEqualTo(Arrays.copyOf(expected, length));
        }
    }

    /** Weights that grow like Fibonacci's numbers make the deepest trees. */
    @Test
    void keepsCodesWithinTheirLimit() {
        for (int symbols = 2; symbols < 40; symbols++) {
            int[] counts = new int[286];
            int before = 1;
            int now = 1;
            for (int i = 0; i < symbols; i++) {
                counts[i] = now;
                int next = before + now;
                before = now;
                now = next;
            }
            for (int limit : new int[] {15, 7}) {
                byte[] lengths = CodeLengths.of(counts, limit);
                double kraft = 0;
                for (int i = 0; i < lengths.length; i++) {
                    assertThat(lengths[i] > 0).isEqualTo(counts[i] > 0);
                    assertThat((int) lengths[i]).isLessThanOrEqualTo(limit);
                    kraft += lengths[i] > 0 ? Math.pow(2, -lengths[i]) : 0;
                }
                assertThat(kraft).isEqualTo(1);
            }
        }
    }

    @Test
    void knowsTheSymbolOfEveryLengthAndDistance() {
        for (int length = 3; length <= 258; length++) {
            int symbol = Symbols.lengthSymbol(length);
            assertThat(length - Symbols.lengthBase(symbol)).isBetween(0, (1 << Symbols.lengthExtra(symbol)) - 1);
        }
        for (int distance = 1; distance <= 32768; distance++) {
            int symbol = Symbols.distanceSymbol(distance);
            assertThat(distance - Symbols.distanceBase(symbol)).isBetween(0, (1 << Symbols.distanceExtra(symbol)) - 1);
        }
        assertThat(Symbols.lengthSymbol(258)).isEqualTo(285);
        assertThat(Symbols.distanceBase(29)).isEqualTo(24577);
    }

    private static void lengths(Random random, byte[] lengths) {
        int style = lengths.length == 1 ? 4 : random.nextInt(5);
        if (style < 3) {
            int[] counts = new int[lengths.length];
            int used = 1 + random.nextInt(counts.length);
            for (int i = 0; i < used; i++) {
                counts[random.nextInt(counts.length)] = 1 << random.nextInt(20);
            }
            counts[Math.min(256, counts.length - 1)] = 1;
            System.arraycopy(CodeLengths.of(counts, 15), 0, lengths, 0, lengths.length);
        }
        if (style == 1) {
            lengths[random.nextInt(lengths.length)] = (byte) random.nextInt(16);
        } else if (style == 3) {
            lengths[random.nextInt(lengths.length)] = 1;
            lengths[Math.min(256, lengths.length - 1)] = (byte) random.nextInt(2);
        } else if (style == 4) {
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = (byte) random.nextInt(16);
            }
        }
    }

    private static boolean zlibTakes(byte[] header) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(header);
            inflater.inflate(new byte[64]);
            return true;
        } catch (DataFormatException e) {
            // The bits that fill the last byte may already be data, and wrong.
            return String.valueOf(e.getMessage())
                    .matches("invalid (literal/length code|distance code|distance too far back)");
        } finally {
            inflater.end();
        }
    }
}
