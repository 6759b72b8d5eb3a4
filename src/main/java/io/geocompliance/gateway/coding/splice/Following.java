package io.geocompliance.gateway.coding.splice;

/** Decodes what is passed on unchanged, to know for certain where the stream ends and whether it is sound. */
final class Following {

    private static final int PIECE_BYTES = Symbols.WINDOW_BYTES;

    private final BitInput input;
    private final BlockReader block;
    private final SymbolReader symbols;
    private final Window window;
    private final PageCrc crc;

    Following(Machine machine) {
        input = machine.input;
        block = machine.block;
        symbols = machine.symbols;
        window = machine.window;
        crc = machine.crc;
    }

    /** Reads a header or a piece. */
    Step read() {
        if (!block.isOpen()) {
            return Region.step(block.open());
        }
        window.makeRoom(PIECE_BYTES, window.offset());
        Step step = block.isStored()
                ? readStored()
                : Region.step(symbols.run(window.end + PIECE_BYTES, SymbolReader.NOWHERE));
        crc.upTo(window.offset());
        return step;
    }

    private Step readStored() {
        int count = Math.min(Math.min(block.storedRest, PIECE_BYTES), input.available() >> 3);
        window.append(input.bytes(), input.inArray(input.at) >>> 3, count);
        input.at += 8L * count;
        block.storedRest -= count;
        if (block.storedRest == 0) {
            return Step.BLOCK_ENDED;
        }
        return count == 0 ? Step.INPUT : Step.AGAIN;
    }
}
