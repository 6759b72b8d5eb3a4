package io.geocompliance.gateway.coding.splice;

/**
 * The output's open block, which has the codes of the input's, behind the place: writes what the input's symbols have become.
 *
 * <p>Where the block has no code for something, it is ended, and from there to the input block's end all symbols are collected, to be
 * written as a block of their own.
 */
final class OpenBlock {

    private final BlockReader block;
    private final Window window;
    private final BitOutput out;
    private final BlockWriter writer;
    private final SymbolList collected = new SymbolList();

    private boolean collecting;

    /** The offset of the first byte behind the fragment, in the original page. */
    private long place;

    private int fragmentLength;

    /** Where the fragment ends in the output, in bits. */
    private long fragmentEnd;

    private boolean fragmentCollected;

    OpenBlock(BlockReader block, Window window, BitOutput out, BlockWriter writer) {
        this.block = block;
        this.window = window;
        this.out = out;
        this.writer = writer;
    }

    /** Says where the fragment is. */
    void start(long at, int length) {
        place = at;
        fragmentLength = length;
        collecting = false;
        collected.clear();
        fragmentEnd = Long.MAX_VALUE;
        fragmentCollected = false;
    }

    /** Whether all of the fragment has been taken from the output. */
    boolean isFragmentOut() {
        return out.taken() >= fragmentEnd;
    }

    /** Everything is collected from here on; no block is open. */
    void collect() {
        collecting = true;
    }

    boolean isCollecting() {
        return collecting;
    }

    /** Writes what has been collected. */
    void writeCollected() {
        if (!collected.isEmpty()) {
            writer.write(collected, out);
            collected.clear();
        }
        fragmentEnd = fragmentCollected ? out.written() : fragmentEnd;
        fragmentCollected = false;
        collecting = false;
    }

    /** Puts a fragment here, with the block's own codes if that is shorter than another block and this one's header again. */
    void fragment(CompiledFragment fragment) {
        int[] symbols = fragment.symbols();
        if (collecting) {
            collected.addAll(symbols);
            fragmentCollected = true;
            return;
        }
        long otherwise = bitsOfEnd() + fragment.blockBits() + block.headerBits();
        if (bits(symbols, otherwise) <= otherwise) {
            for (int symbol : symbols) {
                block.write(symbol, out);
            }
            fragmentEnd = out.written();
        } else {
            block.writeEnd(out);
            fragmentBlock(fragment);
            block.writeHeader(false, out);
        }
    }

    /** Puts a fragment here as a block of its own, where no block is open. */
    void fragmentBlock(CompiledFragment fragment) {
        fragment.writeBlock(out);
        fragmentEnd = out.written();
    }

    /** Takes a symbol from behind the place, which stands at this offset of the page; it has been decoded. */
    void symbol(long offset, int symbol) {
        if (Symbols.isMatch(symbol) && offset - Symbols.distance(symbol) < place) {
            crossing(offset, symbol);
        } else {
            put(symbol);
        }
    }

    /** The same for a match that reaches back across the place: its source lies farther back by the fragment, in part or whole. */
    void crossing(long offset, int match) {
        int length = Symbols.length(match);
        int distance = Symbols.distance(match);
        int before = (int) Math.min(length, place - (offset - distance));
        int index = window.index(offset);
        piece(index, before, distance + fragmentLength);
        if (length > before) {
            piece(index + before, length - before, distance);
        }
    }

    /** Writes decoded bytes as a match if there can be one, else as literals. */
    void piece(int index, int length, int distance) {
        boolean matches = length >= Symbols.SHORTEST_MATCH && distance <= Symbols.WINDOW_BYTES;
        int match = Symbols.match(length, distance);
        if (matches && (collecting || block.bits(match) > 0)) {
            put(match);
        } else if (matches && !hasLiterals(index, length)) {
            put(match);
        } else {
            for (int i = 0; i < length; i++) {
                put(window.bytes()[index + i] & 0xff);
            }
        }
    }

    private boolean hasLiterals(int index, int length) {
        for (int i = 0; i < length; i++) {
            if (block.bits(window.bytes()[index + i] & 0xff) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes a symbol that stays as it is. */
    void put(int symbol) {
        if (!collecting && block.bits(symbol) == 0) {
            block.writeEnd(out);
            collecting = true;
        }
        if (collecting) {
            collected.add(symbol);
        } else {
            block.write(symbol, out);
        }
    }

    private int bitsOfEnd() {
        return block.literals().code(Symbols.END_OF_BLOCK) >>> 16;
    }

    /** The bits of symbols in this block, or more than {@code enough} if it lacks a code. */
    private long bits(int[] symbols, long enough) {
        long bits = 0;
        for (int symbol : symbols) {
            int more = block.bits(symbol);
            if (more == 0 || bits > enough) {
                return enough + 1;
            }
            bits += more;
        }
        return bits;
    }
}
