package io.geocompliance.gateway.coding.splice;

/** The window's length behind the place, where matches may reach back across it: decoded, its bits copied but for those matches. */
final class Region {

    private static final int STORED_BYTES = 2048;

    private final BitInput input;
    private final BlockReader block;
    private final SymbolReader symbols;
    private final Window window;
    private final BitOutput out;
    private final OpenBlock openBlock;

    private long place;
    private long stop;
    private int crossings;

    Region(Machine machine) {
        input = machine.input;
        block = machine.block;
        symbols = machine.symbols;
        window = machine.window;
        out = machine.out;
        openBlock = machine.openBlock;
    }

    void start(long at) {
        place = at;
        stop = at + Symbols.WINDOW_BYTES;
        crossings = 0;
    }

    /** Whether no match can reach back across the place any more. */
    boolean isOver() {
        return window.offset() >= stop;
    }

    /** How many matches had to be written anew. */
    int crossings() {
        return crossings;
    }

    void opened() {
        if (!block.isStored()) {
            block.writeHeader(false, out);
        } else if (block.storedRest == 0) {
            out.storedHeader(false, 0);
        }
    }

    /** Goes on in the open block. */
    Step read() {
        if (isOver()) {
            return Step.STOPPED;
        }
        window.makeRoom(Symbols.WINDOW_BYTES, window.offset());
        if (block.isStored()) {
            return readStored();
        }
        return openBlock.isCollecting() ? collect() : copy();
    }

    private Step copy() {
        long from = input.at;
        Read read = symbols.run(window.index(stop), window.index(place));
        out.copy(input, from, read == Read.CROSSING ? symbols.start() : input.at);
        if (read == Read.CROSSING) {
            crossings++;
            int match = symbols.symbol();
            openBlock.crossing(window.offset() - Symbols.length(match), match);
        }
        return step(read);
    }

    private Step collect() {
        while (!isOver()) {
            Read read = symbols.read();
            if (read == Read.END_OF_BLOCK) {
                symbols.skip();
                openBlock.writeCollected();
            }
            if (read != Read.DONE) {
                return step(read);
            }
            long offset = window.offset();
            if (!symbols.take()) {
                return Step.FAULT;
            }
            openBlock.symbol(offset, symbols.symbol());
        }
        return Step.STOPPED;
    }

    private Step readStored() {
        int count = (int) Math.min(Math.min(block.storedRest, STORED_BYTES), stop - window.offset());
        if (input.available() >> 3 < count) {
            return Step.INPUT;
        }
        int at = input.inArray(input.at) >>> 3;
        window.append(input.bytes(), at, count);
        if (count > 0) {
            out.stored(input.bytes(), at, count);
        }
        input.at += 8L * count;
        block.storedRest -= count;
        return block.storedRest == 0 ? Step.BLOCK_ENDED : Step.AGAIN;
    }

    static Step step(Read read) {
        return switch (read) {
            case DONE, CROSSING -> Step.AGAIN;
            case INPUT -> Step.INPUT;
            case END_OF_BLOCK -> Step.BLOCK_ENDED;
            case FAULT -> Step.FAULT;
        };
    }
}
