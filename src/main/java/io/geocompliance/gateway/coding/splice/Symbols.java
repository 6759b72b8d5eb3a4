package io.geocompliance.gateway.coding.splice;

/**
 * The alphabets of deflate (RFC 1951 3.2.5). A symbol is one int: a literal's value, or {@code length << 16 | distance} of a match.
 */
final class Symbols {

    /** How far a match reaches back at most, in bytes. */
    static final int WINDOW_BYTES = 32 * 1024;

    static final int SHORTEST_MATCH = 3;
    static final int LONGEST_MATCH = 258;
    static final int END_OF_BLOCK = 256;
    static final int FIRST_LENGTH = 257;

    /** Those of the literal and length alphabet that a header can announce; the fixed code has two more that mean nothing. */
    static final int LITERALS_AND_LENGTHS = 286;

    static final int FIXED_LITERALS_AND_LENGTHS = 288;
    static final int DISTANCES = 30;
    static final int FIXED_DISTANCES = 32;
    static final int CODE_LENGTHS = 19;
    static final int LONGEST_CODE = 15;

    /** The order in which a header lists the lengths of the code length code (RFC 1951 3.2.7). */
    private static final byte[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int[] LENGTH_BASE = new int[29];
    private static final int[] DISTANCE_BASE = new int[DISTANCES];

    /** The symbol of each match length. */
    private static final short[] LENGTH_SYMBOL = new short[LONGEST_MATCH + 1];

    static {
        int length = SHORTEST_MATCH;
        for (int code = 0; code < LENGTH_BASE.length - 1; code++) {
            LENGTH_BASE[code] = length;
            length += 1 << lengthExtra(FIRST_LENGTH + code);
        }
        LENGTH_BASE[LENGTH_BASE.length - 1] = LONGEST_MATCH;
        for (int code = 0; code < LENGTH_BASE.length; code++) {
            int end = code + 1 < LENGTH_BASE.length ? LENGTH_BASE[code + 1] : LONGEST_MATCH + 1;
            for (int each = LENGTH_BASE[code]; each < end; each++) {
                LENGTH_SYMBOL[each] = (short) (FIRST_LENGTH + code);
            }
        }
        LENGTH_SYMBOL[LONGEST_MATCH] = LITERALS_AND_LENGTHS - 1;
        int distance = 1;
        for (int code = 0; code < DISTANCES; code++) {
            DISTANCE_BASE[code] = distance;
            distance += 1 << distanceExtra(code);
        }
    }

    private Symbols() {}

    static int match(int length, int distance) {
        return length << 16 | distance;
    }

    static boolean isMatch(int symbol) {
        return symbol > 0xff;
    }

    static int length(int match) {
        return match >>> 16;
    }

    static int distance(int match) {
        return match & 0xffff;
    }

    /** How many bytes a symbol stands for. */
    static int size(int symbol) {
        return isMatch(symbol) ? length(symbol) : 1;
    }

    static int codeLengthOrder(int i) {
        return CODE_LENGTH_ORDER[i];
    }

    static int lengthSymbol(int length) {
        return LENGTH_SYMBOL[length];
    }

    static int lengthBase(int symbol) {
        return LENGTH_BASE[symbol - FIRST_LENGTH];
    }

    static int lengthExtra(int symbol) {
        int code = symbol - FIRST_LENGTH;
        return code < 8 || code == 28 ? 0 : (code >> 2) - 1;
    }

    static int distanceSymbol(int distance) {
        int beyond = distance - 1;
        if (beyond < 4) {
            return beyond;
        }
        int top = 31 - Integer.numberOfLeadingZeros(beyond);
        return 2 * top + (beyond >>> top - 1 & 1);
    }

    static int distanceBase(int symbol) {
        return DISTANCE_BASE[symbol];
    }

    static int distanceExtra(int symbol) {
        return symbol < 4 ? 0 : (symbol >> 1) - 1;
    }
}
