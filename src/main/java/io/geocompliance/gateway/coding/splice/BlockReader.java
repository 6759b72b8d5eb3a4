package io.geocompliance.gateway.coding.splice;

import java.util.Arrays;

/** The block that is being read: its header (RFC 1951 3.2.3 and .7), kept as it came since it may have to be sent again. */
final class BlockReader {

    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;

    private static final byte[] FIXED_LENGTHS = new byte[Symbols.FIXED_LITERALS_AND_LENGTHS + Symbols.FIXED_DISTANCES];

    static {
        Arrays.fill(FIXED_LENGTHS, 0, 144, (byte) 8);
        Arrays.fill(FIXED_LENGTHS, 144, 256, (byte) 9);
        Arrays.fill(FIXED_LENGTHS, 256, 280, (byte) 7);
        Arrays.fill(FIXED_LENGTHS, 280, 288, (byte) 8);
        Arrays.fill(FIXED_LENGTHS, 288, FIXED_LENGTHS.length, (byte) 5);
    }

    private final BitInput input;
    private final HuffmanTable literals = new HuffmanTable(HuffmanTable.Alphabet.LITERALS_AND_LENGTHS);
    private final HuffmanTable distances = new HuffmanTable(HuffmanTable.Alphabet.DISTANCES);
    private final HuffmanTable codeLengths = new HuffmanTable(HuffmanTable.Alphabet.CODE_LENGTHS);
    private final byte[] lengths = new byte[Symbols.LITERALS_AND_LENGTHS + Symbols.DISTANCES];
    private final BitOutput header = new BitOutput();
    private byte[] headerBytes = {};
    private int headerBits;

    private boolean open;
    private boolean last;
    private boolean stored;

    /** Bytes of a stored block that have not been read; whoever reads them counts. */
    int storedRest;

    /** Where the header is being read; moves {@link BitInput#at} only if all of it is there. */
    private long at;

    BlockReader(BitInput input) {
        this.input = input;
    }

    /** The lengths of the fixed codes: those of literals and lengths, then those of distances. */
    static byte[] fixedLengths() {
        return FIXED_LENGTHS;
    }

    /** Reads the next block's header. */
    Read open() {
        at = input.at;
        if (!has(3)) {
            return Read.INPUT;
        }
        int first = take(3);
        Read read = switch (first >> 1) {
            case STORED -> openStored();
            case FIXED -> openFixed();
            case DYNAMIC -> openDynamic();
            default -> Read.FAULT;
        };
        if (read == Read.DONE) {
            open = true;
            last = (first & 1) != 0;
            stored = first >> 1 == STORED;
            if (!stored) {
                keepHeader();
            }
            input.at = at;
        }
        return read;
    }

    /** Its end was read, or no block has begun. */
    void close() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether it is the stream's last, as is the one that was closed last. */
    boolean isLast() {
        return last;
    }

    boolean isStored() {
        return stored;
    }

    HuffmanTable literals() {
        return literals;
    }

    HuffmanTable distances() {
        return distances;
    }

    int headerBits() {
        return headerBits;
    }

    /** Sends the header (again). */
    void writeHeader(boolean asLast, BitOutput out) {
        out.put(asLast ? 1 : 0, 1);
        out.copy(headerBytes, 1, headerBits);
    }

    /** The bits of a symbol's code and extra bits, 0 if this block has no code for it. */
    int bits(int symbol) {
        if (!Symbols.isMatch(symbol)) {
            return literals.code(symbol) >>> 16;
        }
        int length = Symbols.lengthSymbol(Symbols.length(symbol));
        int distance = Symbols.distanceSymbol(Symbols.distance(symbol));
        int lengthBits = literals.code(length) >>> 16;
        int distanceBits = distances.code(distance) >>> 16;
        return lengthBits == 0 || distanceBits == 0
                ? 0
                : lengthBits + Symbols.lengthExtra(length) + distanceBits + Symbols.distanceExtra(distance);
    }

    /** Writes a symbol that has {@link #bits}. */
    void write(int symbol, BitOutput out) {
        if (Symbols.isMatch(symbol)) {
            BlockWriter.writeMatch(symbol, literals, distances, out);
        } else {
            int code = literals.code(symbol);
            out.put(code & 0xffff, code >>> 16);
        }
    }

    void writeEnd(BitOutput out) {
        int code = literals.code(Symbols.END_OF_BLOCK);
        out.put(code & 0xffff, code >>> 16);
    }

    private void keepHeader() {
        header.clear();
        header.copy(input, input.at, at);
        headerBits = (int) (at - input.at);
        headerBytes = header.toArray();
    }

    private Read openStored() {
        at = at + 7 & ~7L;
        if (!has(32)) {
            return Read.INPUT;
        }
        int length = take(16);
        int complement = take(16);
        storedRest = length;
        return (length ^ complement) == 0xffff ? Read.DONE : Read.FAULT;
    }

    private Read openFixed() {
        literals.build(FIXED_LENGTHS, 0, Symbols.FIXED_LITERALS_AND_LENGTHS);
        distances.build(FIXED_LENGTHS, Symbols.FIXED_LITERALS_AND_LENGTHS, Symbols.FIXED_DISTANCES);
        return Read.DONE;
    }

    private Read openDynamic() {
        if (!has(14)) {
            return Read.INPUT;
        }
        int literalCount = take(5) + 257;
        int distanceCount = take(5) + 1;
        int listed = take(4) + 4;
        if (literalCount > Symbols.LITERALS_AND_LENGTHS || distanceCount > Symbols.DISTANCES) {
            return Read.FAULT;
        }
        if (!has(3 * listed)) {
            return Read.INPUT;
        }
        Arrays.fill(lengths, 0, Symbols.CODE_LENGTHS, (byte) 0);
        for (int i = 0; i < listed; i++) {
            lengths[Symbols.codeLengthOrder(i)] = (byte) take(3);
        }
        if (!codeLengths.build(lengths, 0, Symbols.CODE_LENGTHS)) {
            return Read.FAULT;
        }
        Read read = readLengths(literalCount + distanceCount);
        if (read != Read.DONE) {
            return read;
        }
        boolean good = lengths[Symbols.END_OF_BLOCK] != 0
                && literals.build(lengths, 0, literalCount)
                && distances.build(lengths, literalCount, distanceCount);
        return good ? Read.DONE : Read.FAULT;
    }

    private Read readLengths(int count) {
        int done = 0;
        while (done < count) {
            int entry = codeLengths.lookUp(input.peek(at));
            int bits = entry & 0xff;
            int symbol = entry >>> 16 & 0xff;
            int extra = symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
            if (!has(bits + extra)) {
                return Read.INPUT;
            }
            take(bits);
            if (symbol < 16) {
                lengths[done++] = (byte) symbol;
                continue;
            }
            int times = take(extra) + (symbol == 18 ? 11 : 3);
            if (done + times > count || symbol == 16 && done == 0) {
                return Read.FAULT;
            }
            Arrays.fill(lengths, done, done + times, symbol == 16 ? lengths[done - 1] : 0);
            done += times;
        }
        return Read.DONE;
    }

    private boolean has(int bits) {
        return input.end() - at >= bits;
    }

    private int take(int bits) {
        int value = (int) input.peek(at) & (1 << bits) - 1;
        at += bits;
        return value;
    }
}
