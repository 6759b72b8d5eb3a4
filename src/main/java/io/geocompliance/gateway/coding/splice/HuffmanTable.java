package io.geocompliance.gateway.coding.splice;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * One Huffman code (RFC 1951 3.2.2), for reading and for writing.
 *
 * <p>For reading it is a table by the next bits, with a second table behind entries of long codes. An entry holds in its low byte the
 * bits of the code, above them the number of extra bits (4 bits), flags, and from bit 16 on the value: a literal, a base to which the
 * extra bits are added, or where the second table begins.
 */
final class HuffmanTable {

    /** The entry is a literal; as the sign it costs one comparison. */
    static final int LITERAL = 1 << 31;

    /** The entry is neither a literal nor the base of a length or distance; with no other flag nothing has this code. */
    static final int EXCEPTIONAL = 1 << 12;

    static final int SECOND_TABLE = 1 << 13;
    static final int END = 1 << 14;

    /** Which symbols a code is for, and how many bits its first table takes. */
    enum Alphabet {
        LITERALS_AND_LENGTHS(10, 2048, Symbols.FIXED_LITERALS_AND_LENGTHS, Alphabet::literalOrLength),
        DISTANCES(8, 1024, Symbols.FIXED_DISTANCES, Alphabet::distance),
        CODE_LENGTHS(7, 128, Symbols.CODE_LENGTHS, symbol -> LITERAL | symbol << 16);

        private final int rootBits;
        private final int size;

        /** Each symbol's entry but for the bits of its code. */
        private final int[] entries;

        Alphabet(int rootBits, int size, int symbols, IntUnaryOperator entry) {
            this.rootBits = rootBits;
            this.size = size;
            this.entries = IntStream.range(0, symbols).map(entry).toArray();
        }

        private static int distance(int symbol) {
            return symbol >= Symbols.DISTANCES
                    ? EXCEPTIONAL
                    : Symbols.distanceBase(symbol) << 16 | Symbols.distanceExtra(symbol) << 8;
        }

        private static int literalOrLength(int symbol) {
            if (symbol < Symbols.END_OF_BLOCK) {
                return LITERAL | symbol << 16;
            }
            if (symbol == Symbols.END_OF_BLOCK) {
                return EXCEPTIONAL | END;
            }
            return symbol >= Symbols.LITERALS_AND_LENGTHS
                    ? EXCEPTIONAL
                    : Symbols.lengthBase(symbol) << 16 | Symbols.lengthExtra(symbol) << 8;
        }
    }

    private final Alphabet alphabet;
    private final int[] table;

    /** By symbol: its code as it is written, first bit lowest, and from bit 16 on the number of its bits; 0 if it has none. */
    private final int[] codes;

    private final int[] counts = new int[Symbols.LONGEST_CODE + 1];
    private final int[] next = new int[Symbols.LONGEST_CODE + 1];

    /** By root index: bits and beginning of its second table. */
    private final byte[] secondBits;

    private final short[] secondStart;

    HuffmanTable(Alphabet alphabet) {
        this.alphabet = alphabet;
        table = new int[alphabet.size];
        codes = new int[alphabet.entries.length];
        secondBits = new byte[1 << alphabet.rootBits];
        secondStart = new short[1 << alphabet.rootBits];
    }

    /**
     * Takes the lengths of a code's words; accepts what zlib accepts.
     *
     * @return false if there is no such code
     */
    boolean build(byte[] lengths, int from, int count) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[lengths[from + i]]++;
        }
        int longest = Symbols.LONGEST_CODE;
        while (longest > 0 && counts[longest] == 0) {
            longest--;
        }
        counts[0] = 0;
        int left = 1;
        int code = 0;
        for (int length = 1; length <= Symbols.LONGEST_CODE; length++) {
            code = code + counts[length - 1] << 1;
            next[length] = code;
            left = (left << 1) - counts[length];
            if (left < 0) {
                return false;
            }
        }
        if (left > 0 && !mayBeIncomplete(longest)) {
            return false;
        }
        assign(lengths, from, count);
        fill(count, longest, left > 0);
        return true;
    }

    /** The entry of the code that the bits begin with. */
    int lookUp(long bits) {
        int entry = table[(int) bits & (1 << alphabet.rootBits) - 1];
        if ((entry & SECOND_TABLE) != 0) {
            int index = (int) (bits >>> alphabet.rootBits) & (1 << (entry >>> 8 & 15)) - 1;
            return table[(entry >>> 16) + index];
        }
        return entry;
    }

    /** The table itself, for a loop that has no time for {@link #lookUp}. */
    int[] table() {
        return table;
    }

    int rootBits() {
        return alphabet.rootBits;
    }

    /** A symbol's code, first bit lowest, with the number of its bits from bit 16 on; 0 if it has none. */
    int code(int symbol) {
        return codes[symbol];
    }

    private boolean mayBeIncomplete(int longest) {
        return switch (alphabet) {
            case LITERALS_AND_LENGTHS -> longest == 1;
            case DISTANCES -> longest <= 1;
            case CODE_LENGTHS -> false;
        };
    }

    private void assign(byte[] lengths, int from, int count) {
        for (int symbol = 0; symbol < count; symbol++) {
            int length = lengths[from + symbol];
            codes[symbol] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> 32 - length | length << 16;
        }
        Arrays.fill(codes, count, codes.length, 0);
    }

    private void fill(int count, int longest, boolean incomplete) {
        int root = alphabet.rootBits;
        if (incomplete) {
            // One bit is enough to know that nothing has this code.
            Arrays.fill(table, 0, 1 << root, EXCEPTIONAL | 1);
        }
        if (longest > root) {
            measureSecondTables(count);
        }
        int free = 1 << root;
        for (int symbol = 0; symbol < count; symbol++) {
            int length = codes[symbol] >>> 16;
            int code = codes[symbol] & 0xffff;
            if (length > root) {
                free = fillSecond(symbol, code, free);
            } else if (length > 0) {
                int entry = alphabet.entries[symbol] | length;
                for (int i = code; i < 1 << root; i += 1 << length) {
                    table[i] = entry;
                }
            }
        }
    }

    private void measureSecondTables(int count) {
        Arrays.fill(secondBits, (byte) 0);
        Arrays.fill(secondStart, (short) 0);
        int root = alphabet.rootBits;
        for (int symbol = 0; symbol < count; symbol++) {
            int beyond = (codes[symbol] >>> 16) - root;
            if (beyond > 0) {
                int first = codes[symbol] & (1 << root) - 1;
                secondBits[first] = (byte) Math.max(secondBits[first], beyond);
            }
        }
    }

    private int fillSecond(int symbol, int code, int free) {
        int root = alphabet.rootBits;
        int first = code & (1 << root) - 1;
        int bits = secondBits[first];
        int end = free;
        if (secondStart[first] == 0) {
            secondStart[first] = (short) free;
            table[first] = EXCEPTIONAL | SECOND_TABLE | bits << 8 | free << 16 | root;
            end += 1 << bits;
        }
        int length = codes[symbol] >>> 16;
        for (int i = code >>> root; i < 1 << bits; i += 1 << length - root) {
            table[secondStart[first] + i] = alphabet.entries[symbol] | length;
        }
        return end;
    }
}
