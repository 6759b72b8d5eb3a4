package io.geocompliance.gateway.coding.splice;

import java.util.Arrays;

/** Writes symbols as a block of their own, never the last: of the fixed code or a dynamic one, whichever is smaller. */
final class BlockWriter {

    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int LONGEST_CODE_LENGTH_CODE = 7;

    private final int[] literalCounts = new int[Symbols.LITERALS_AND_LENGTHS];
    private final int[] distanceCounts = new int[Symbols.DISTANCES];
    private final HuffmanTable literals = new HuffmanTable(HuffmanTable.Alphabet.LITERALS_AND_LENGTHS);
    private final HuffmanTable distances = new HuffmanTable(HuffmanTable.Alphabet.DISTANCES);
    private final HuffmanTable codeLengths = new HuffmanTable(HuffmanTable.Alphabet.CODE_LENGTHS);

    /** The lengths of both codes as a header lists them: symbols of the code length alphabet, their extra bits from bit 8 on. */
    private final SymbolList listed = new SymbolList();

    /** Writes all of a list. */
    void write(SymbolList symbols, BitOutput out) {
        write(symbols, 0, symbols.size(), out);
    }

    /** Writes the part of a list between two indexes. */
    void write(SymbolList symbols, int from, int to, BitOutput out) {
        count(symbols, from, to);
        byte[] literalLengths = CodeLengths.of(literalCounts, Symbols.LONGEST_CODE);
        byte[] distanceLengths = CodeLengths.of(distanceCounts, Symbols.LONGEST_CODE);
        list(literalLengths, distanceLengths);
        byte[] listLengths = CodeLengths.of(listCounts(), LONGEST_CODE_LENGTH_CODE);
        long dynamicBits = dataBits(literalLengths, distanceLengths) + headerBits(listLengths);
        byte[] fixed = BlockReader.fixedLengths();
        byte[] fixedDistances = Arrays.copyOfRange(fixed, Symbols.FIXED_LITERALS_AND_LENGTHS, fixed.length);
        if (dataBits(fixed, fixedDistances) <= dynamicBits) {
            out.put(FIXED << 1, 3);
            literals.build(fixed, 0, Symbols.FIXED_LITERALS_AND_LENGTHS);
            distances.build(fixedDistances, 0, Symbols.FIXED_DISTANCES);
        } else {
            literals.build(literalLengths, 0, literalLengths.length);
            distances.build(distanceLengths, 0, distanceLengths.length);
            writeHeader(listLengths, literalLengths, distanceLengths, out);
        }
        writeData(symbols, from, to, out);
    }

    /** Writes a match with the codes of a block that has them; at most 48 bits. */
    static void writeMatch(int match, HuffmanTable literals, HuffmanTable distances, BitOutput out) {
        int length = Symbols.length(match);
        int lengthSymbol = Symbols.lengthSymbol(length);
        int lengthCode = literals.code(lengthSymbol);
        int distance = Symbols.distance(match);
        int distanceSymbol = Symbols.distanceSymbol(distance);
        int distanceCode = distances.code(distanceSymbol);
        int bits = lengthCode >>> 16;
        long value = lengthCode & 0xffff | (long) (length - Symbols.lengthBase(lengthSymbol)) << bits;
        bits += Symbols.lengthExtra(lengthSymbol);
        value |= (long) (distanceCode & 0xffff) << bits;
        bits += distanceCode >>> 16;
        value |= (long) (distance - Symbols.distanceBase(distanceSymbol)) << bits;
        out.put(value, bits + Symbols.distanceExtra(distanceSymbol));
    }

    private void count(SymbolList symbols, int from, int to) {
        Arrays.fill(literalCounts, 0);
        Arrays.fill(distanceCounts, 0);
        literalCounts[Symbols.END_OF_BLOCK] = 1;
        for (int i = from; i < to; i++) {
            int symbol = symbols.get(i);
            if (Symbols.isMatch(symbol)) {
                literalCounts[Symbols.lengthSymbol(Symbols.length(symbol))]++;
                distanceCounts[Symbols.distanceSymbol(Symbols.distance(symbol))]++;
            } else {
                literalCounts[symbol]++;
            }
        }
    }

    /** The bits of the data and the end of the block, were the codes of these lengths. */
    private long dataBits(byte[] literalLengths, byte[] distanceLengths) {
        long bits = 3;
        for (int symbol = 0; symbol < literalCounts.length; symbol++) {
            int extra = symbol < Symbols.FIRST_LENGTH ? 0 : Symbols.lengthExtra(symbol);
            bits += (long) literalCounts[symbol] * (literalLengths[symbol] + extra);
        }
        for (int symbol = 0; symbol < distanceCounts.length; symbol++) {
            bits += (long) distanceCounts[symbol] * (distanceLengths[symbol] + Symbols.distanceExtra(symbol));
        }
        return bits;
    }

    private long headerBits(byte[] listLengths) {
        long bits = 14 + 3L * listedCodeLengths(listLengths);
        for (int i = 0; i < listed.size(); i++) {
            int symbol = listed.get(i) & 0xff;
            bits += listLengths[symbol] + extraBits(symbol);
        }
        return bits;
    }

    private void list(byte[] literalLengths, byte[] distanceLengths) {
        int literalCount = used(literalLengths, Symbols.FIRST_LENGTH);
        int distanceCount = used(distanceLengths, 1);
        byte[] all = Arrays.copyOf(literalLengths, literalCount + distanceCount);
        System.arraycopy(distanceLengths, 0, all, literalCount, distanceCount);
        listed.clear();
        int at = 0;
        while (at < all.length) {
            int end = at + 1;
            while (end < all.length && all[end] == all[at]) {
                end++;
            }
            listRun(all[at], end - at);
            at = end;
        }
    }

    private void listRun(int length, int times) {
        int left = times;
        if (length != 0) {
            listed.add(length);
            left--;
        }
        while (left >= 3) {
            int most = length == 0 ? 138 : 6;
            int now = Math.min(left, most);
            int symbol = length != 0 ? REPEAT : now < 11 ? ZEROS : MANY_ZEROS;
            listed.add(symbol | now - (symbol == MANY_ZEROS ? 11 : 3) << 8);
            left -= now;
        }
        for (; left > 0; left--) {
            listed.add(length);
        }
    }

    private int[] listCounts() {
        int[] counts = new int[Symbols.CODE_LENGTHS];
        for (int i = 0; i < listed.size(); i++) {
            counts[listed.get(i) & 0xff]++;
        }
        return counts;
    }

    private void writeHeader(byte[] listLengths, byte[] literalLengths, byte[] distanceLengths, BitOutput out) {
        int listedLengths = listedCodeLengths(listLengths);
        out.put(DYNAMIC << 1, 3);
        out.put(used(literalLengths, Symbols.FIRST_LENGTH) - Symbols.FIRST_LENGTH, 5);
        out.put(used(distanceLengths, 1) - 1, 5);
        out.put(listedLengths - 4, 4);
        for (int i = 0; i < listedLengths; i++) {
            out.put(listLengths[Symbols.codeLengthOrder(i)], 3);
        }
        codeLengths.build(listLengths, 0, listLengths.length);
        for (int i = 0; i < listed.size(); i++) {
            int symbol = listed.get(i) & 0xff;
            int code = codeLengths.code(symbol);
            out.put(code & 0xffff, code >>> 16);
            out.put(listed.get(i) >>> 8, extraBits(symbol));
        }
    }

    private void writeData(SymbolList symbols, int from, int to, BitOutput out) {
        for (int i = from; i < to; i++) {
            int symbol = symbols.get(i);
            if (Symbols.isMatch(symbol)) {
                writeMatch(symbol, literals, distances, out);
            } else {
                int code = literals.code(symbol);
                out.put(code & 0xffff, code >>> 16);
            }
        }
        int end = literals.code(Symbols.END_OF_BLOCK);
        out.put(end & 0xffff, end >>> 16);
    }

    private static int extraBits(int codeLengthSymbol) {
        return switch (codeLengthSymbol) {
            case REPEAT -> 2;
            case ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    private static int listedCodeLengths(byte[] lengths) {
        int listed = Symbols.CODE_LENGTHS;
        while (listed > 4 && lengths[Symbols.codeLengthOrder(listed - 1)] == 0) {
            listed--;
        }
        return listed;
    }

    /** How many lengths a header has to list, at least so many. */
    private static int used(byte[] lengths, int least) {
        int used = lengths.length;
        while (used > least && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }
}
