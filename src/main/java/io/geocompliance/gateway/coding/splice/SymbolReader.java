package io.geocompliance.gateway.coding.splice;

/** Decodes the symbols of the open block into the window. */
final class SymbolReader {

    /** Every match reaches back to here at most: the place where there is none. */
    static final int NOWHERE = Integer.MIN_VALUE;

    private static final int LITERALS_LOADED = 3;

    private final BitInput input;
    private final Window window;
    private final HuffmanTable literals;
    private final HuffmanTable distances;

    /** The last symbol that was read, where it began and where the next one does. */
    private int symbol;

    private long start;
    private long next;

    SymbolReader(BitInput input, Window window, BlockReader block) {
        this.input = input;
        this.window = window;
        this.literals = block.literals();
        this.distances = block.distances();
    }

    /** The last symbol. */
    int symbol() {
        return symbol;
    }

    /** Where it begins, in bits. */
    long start() {
        return start;
    }

    /**
     * Decodes until the window's end has come to an index.
     *
     * @param limit the index; a match may pass it
     * @param place index of the first byte behind the place; a match from there on that reaches back before it is decoded and
     *     reported
     */
    Read run(int limit, int place) {
        Read read = Read.DONE;
        while (read == Read.DONE && window.end < limit) {
            read = runFast(limit - LITERALS_LOADED + 1, place);
            if (read == Read.DONE && window.end < limit) {
                read = step(place);
            }
        }
        return read;
    }

    /** Reads one symbol and neither decodes it nor moves on. */
    Read read() {
        long bits = input.peek();
        int available = input.available();
        start = input.at;
        int entry = literals.lookUp(bits);
        int used = entry & 0xff;
        if (used > available) {
            return Read.INPUT;
        }
        next = start + used;
        if (entry < 0) {
            symbol = entry >>> 16 & 0xff;
            return Read.DONE;
        }
        if ((entry & HuffmanTable.EXCEPTIONAL) != 0) {
            return (entry & HuffmanTable.END) != 0 ? Read.END_OF_BLOCK : Read.FAULT;
        }
        return readMatch(entry, bits >>> used, available - used);
    }

    private Read readMatch(int lengthEntry, long bits, int available) {
        int lengthExtra = lengthEntry >>> 8 & 15;
        int length = (lengthEntry >>> 16) + ((int) bits & (1 << lengthExtra) - 1);
        long rest = bits >>> lengthExtra;
        int entry = distances.lookUp(rest);
        int code = entry & 0xff;
        if (lengthExtra + code > available) {
            return Read.INPUT;
        }
        if ((entry & HuffmanTable.EXCEPTIONAL) != 0) {
            return Read.FAULT;
        }
        int extra = entry >>> 8 & 15;
        if (lengthExtra + code + extra > available) {
            return Read.INPUT;
        }
        int distance = (entry >>> 16) + ((int) (rest >>> code) & (1 << extra) - 1);
        next += lengthExtra + code + extra;
        symbol = Symbols.match(length, distance);
        return Read.DONE;
    }

    /** Moves behind what was read. */
    void skip() {
        input.at = next;
    }

    /** Decodes what was read and moves on; false if it reaches back before the page. */
    boolean take() {
        if (Symbols.isMatch(symbol)) {
            int distance = Symbols.distance(symbol);
            if (distance > window.end) {
                return false;
            }
            window.match(Symbols.length(symbol), distance);
        } else {
            window.literal(symbol);
        }
        input.at = next;
        return true;
    }

    private Read step(int place) {
        Read read = read();
        if (read == Read.END_OF_BLOCK) {
            skip();
        }
        if (read != Read.DONE) {
            return read;
        }
        int at = window.end;
        if (!take()) {
            return Read.FAULT;
        }
        return Symbols.isMatch(symbol) && at - Symbols.distance(symbol) < place ? Read.CROSSING : Read.DONE;
    }

    /**
     * The loop for nearly all symbols; leaves rare ones, and those near the input's end, to {@link #step}. One load of at least 57
     * bits holds a match with all its extra bits (48), or three literals with codes of the first table.
     */
    private Read runFast(int limit, int place) {
        byte[] in = input.bytes();
        byte[] out = window.bytes();
        int[] first = literals.table();
        int firstMask = (1 << literals.rootBits()) - 1;
        int last = 8 * (input.limit() - Long.BYTES);
        int at = input.inArray(input.at);
        int index = window.end;
        boolean crossing = false;
        while (at <= last && index < limit && !crossing) {
            long bits = (long) BitInput.LONGS.get(in, at >>> 3) >>> (at & 7);
            int entry = first[(int) bits & firstMask];
            if (entry < 0) {
                for (int burst = 0; entry < 0 && burst < LITERALS_LOADED; burst++) {
                    out[index++] = (byte) (entry >>> 16);
                    at += entry & 0xff;
                    bits >>>= entry & 0xff;
                    entry = first[(int) bits & firstMask];
                }
                continue;
            }
            long match = (entry & HuffmanTable.EXCEPTIONAL) != 0 ? 0 : fastMatch(entry, bits);
            int distance = (int) match & 0xffff;
            if (match == 0 || distance > index) {
                break;
            }
            int length = (int) match >>> 16;
            Window.copyMatch(out, index, length, distance);
            if (index - distance < place) {
                start = input.fromArray(at);
                symbol = (int) match;
                crossing = true;
            }
            index += length;
            at += (int) (match >>> 32);
        }
        input.at = input.fromArray(at);
        window.end = index;
        return crossing ? Read.CROSSING : Read.DONE;
    }

    /** A match's symbol with the number of its bits from bit 32 on; 0 if it has no distance. */
    private long fastMatch(int lengthEntry, long bits) {
        int used = lengthEntry & 0xff;
        int extra = lengthEntry >>> 8 & 15;
        int length = (lengthEntry >>> 16) + ((int) (bits >>> used) & (1 << extra) - 1);
        used += extra;
        int entry = distances.lookUp(bits >>> used);
        if ((entry & HuffmanTable.EXCEPTIONAL) != 0) {
            return 0;
        }
        extra = entry >>> 8 & 15;
        used += entry & 0xff;
        int distance = (entry >>> 16) + ((int) (bits >>> used) & (1 << extra) - 1);
        return (long) (used + extra) << 32 | Symbols.match(length, distance);
    }
}
