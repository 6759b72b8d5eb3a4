package io.geocompliance.gateway.coding.splice;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** A gzip stream made up symbol by symbol: blocks of every type, codes and matches that no usual compressor writes. */
final class SyntheticStream {

    private final Random random;
    private final BitOutput out = new BitOutput();
    private byte[] page = new byte[1 << 18];
    private int length;

    private SyntheticStream(long seed) {
        random = new Random(seed);
    }

    /** The stream and the page it decodes to. */
    record Made(byte[] page, byte[] gzip) {}

    static Made of(long seed) {
        SyntheticStream stream = new SyntheticStream(seed);
        int blocks = 1 + stream.random.nextInt(12);
        int most = stream.random.nextInt(4) == 0 ? 40 : 6_000;
        for (int i = 0; i < blocks; i++) {
            stream.block(i == blocks - 1, most);
        }
        stream.out.align();
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        member.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255});
        stream.out.drain(member::write);
        byte[] page = Arrays.copyOf(stream.page, stream.length);
        return new Made(page, Compressor.trailed(member, page));
    }

    private void block(boolean last, int most) {
        int bytes = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(most);
        switch (random.nextInt(6)) {
            case 0 -> stored(last, random.nextInt(20) == 0 ? 65_535 : bytes);
            case 1 -> stored(last, 0);
            case 2 -> coded(last, bytes, true);
            default -> coded(last, bytes, false);
        }
    }

    private void stored(boolean last, int bytes) {
        out.storedHeader(last, bytes);
        for (int i = 0; i < bytes; i++) {
            literal(random.nextInt(256));
        }
        out.bytes(page, length - bytes, bytes);
    }

    private void coded(boolean last, int bytes, boolean fixed) {
        SymbolList symbols = new SymbolList();
        boolean literalsOnly = random.nextInt(6) == 0;
        int end = length + bytes;
        while (length < end) {
            if (literalsOnly || length == 0 || random.nextInt(3) == 0) {
                int value = random.nextInt(random.nextBoolean() ? 256 : 30);
                symbols.add(value);
                literal(value);
            } else {
                symbols.add(match());
            }
        }
        HuffmanTable literals = new HuffmanTable(HuffmanTable.Alphabet.LITERALS_AND_LENGTHS);
        HuffmanTable distances = new HuffmanTable(HuffmanTable.Alphabet.DISTANCES);
        out.put((last ? 1 : 0) | (fixed ? 1 : 2) << 1, 3);
        if (fixed) {
            byte[] lengths = BlockReader.fixedLengths();
            literals.build(lengths, 0, 288);
            distances.build(lengths, 288, 32);
        } else {
            header(symbols, literals, distances);
        }
        write(symbols, literals, distances);
    }

    private void literal(int value) {
        page[length++] = (byte) value;
        if (length + 70_000 > page.length) {
            page = Arrays.copyOf(page, 2 * page.length);
        }
    }

    private int match() {
        int reach = Math.min(length, Symbols.WINDOW_BYTES);
        int distance = switch (random.nextInt(4)) {
            case 0 -> reach;
            case 1 -> 1 + random.nextInt(Math.min(reach, 12));
            default -> 1 + random.nextInt(reach);
        };
        int size = random.nextInt(3) == 0 ? Symbols.LONGEST_MATCH - random.nextInt(2) : 3 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
            literal(page[length - distance]);
        }
        return Symbols.match(size, distance);
    }

    /** Codes for what occurs and for some of what does not; now and then with words of 15 bits, or but one distance. */
    private void header(SymbolList symbols, HuffmanTable literals, HuffmanTable distances) {
        int[] literalCounts = new int[Symbols.LITERALS_AND_LENGTHS];
        int[] distanceCounts = new int[Symbols.DISTANCES];
        boolean steep = random.nextInt(3) == 0;
        boolean rich = random.nextInt(4) == 0;
        for (int i = 0; i < literalCounts.length && rich; i++) {
            literalCounts[i] = steep ? 1 << random.nextInt(24) : 1;
        }
        literalCounts[Symbols.END_OF_BLOCK] = 1;
        for (int i = 0; i < symbols.size(); i++) {
            int symbol = symbols.get(i);
            int weight = steep ? 1 << random.nextInt(24) : 1;
            if (Symbols.isMatch(symbol)) {
                literalCounts[Symbols.lengthSymbol(Symbols.length(symbol))] += weight;
                distanceCounts[Symbols.distanceSymbol(Symbols.distance(symbol))] += weight;
                // 258 may be written as 227 + 31 too.
                literalCounts[284]++;
            } else {
                literalCounts[symbol] += weight;
            }
        }
        byte[] literalLengths = CodeLengths.of(literalCounts, Symbols.LONGEST_CODE);
        byte[] distanceLengths = CodeLengths.of(distanceCounts, Symbols.LONGEST_CODE);
        int used =
                (int) Arrays.stream(distanceCounts).filter(count -> count > 0).count();
        if (used < 2 && random.nextBoolean()) {
            for (int i = 0; i < distanceCounts.length; i++) {
                distanceLengths[i] = (byte) (distanceCounts[i] > 0 ? 1 : 0);
            }
        }
        literals.build(literalLengths, 0, literalLengths.length);
        distances.build(distanceLengths, 0, distanceLengths.length);
        writeLengths(out, literalLengths, distanceLengths);
    }

    /** A dynamic header behind its three bits, in which each length has a code of four bits; no repetition. */
    static void writeLengths(BitOutput out, byte[] literalLengths, byte[] distanceLengths) {
        out.put(literalLengths.length - 257, 5);
        out.put(distanceLengths.length - 1, 5);
        out.put(15, 4);
        for (int i = 0; i < 19; i++) {
            out.put(i < 3 ? 0 : 4, 3);
        }
        for (byte[] lengths : new byte[][] {literalLengths, distanceLengths}) {
            for (byte length : lengths) {
                out.put(Integer.reverse(length) >>> 28, 4);
            }
        }
    }

    private void write(SymbolList symbols, HuffmanTable literals, HuffmanTable distances) {
        for (int i = 0; i < symbols.size(); i++) {
            int symbol = symbols.get(i);
            boolean longWay = Symbols.isMatch(symbol)
                    && Symbols.length(symbol) == Symbols.LONGEST_MATCH
                    && literals.code(284) != 0
                    && random.nextBoolean();
            if (longWay) {
                int length = literals.code(284);
                out.put(length & 0xffff | 31 << (length >>> 16), (length >>> 16) + 5);
                int distance = Symbols.distance(symbol);
                int code = distances.code(Symbols.distanceSymbol(distance));
                out.put(code & 0xffff, code >>> 16);
                int distanceSymbol = Symbols.distanceSymbol(distance);
                out.put(distance - Symbols.distanceBase(distanceSymbol), Symbols.distanceExtra(distanceSymbol));
            } else if (Symbols.isMatch(symbol)) {
                BlockWriter.writeMatch(symbol, literals, distances, out);
            } else {
                out.put(literals.code(symbol) & 0xffff, literals.code(symbol) >>> 16);
            }
        }
        int end = literals.code(Symbols.END_OF_BLOCK);
        out.put(end & 0xffff, end >>> 16);
    }
}
