package io.geocompliance.gateway.coding.splice;

/**
 * The end of all changes: brings the output to the bit of a byte at which the input is, with the input's block open and announced as
 * what it is, the last or not. From there on the bytes are the input's own.
 */
final class Realignment {

    /** On the corpus a match that can be written otherwise comes after two to six symbols. */
    private static final int MOST_TRIES = 200;

    private final BitInput input;
    private final BlockReader block;
    private final SymbolReader symbols;
    private final Window window;
    private final BitOutput out;
    private final OpenBlock openBlock;

    private int tries;

    Realignment(Machine machine) {
        input = machine.input;
        block = machine.block;
        symbols = machine.symbols;
        window = machine.window;
        out = machine.out;
        openBlock = machine.openBlock;
    }

    void start() {
        tries = 0;
    }

    /** Where no block is open. */
    Step betweenBlocks() {
        out.padTo((int) (input.at & 7));
        return Step.RESUMED;
    }

    /**
     * In an open block; may be asked again with more input.
     *
     * @param readable whether the block goes on in good order; otherwise nothing more is read of it
     */
    Step inBlock(boolean readable) {
        if (block.isStored()) {
            out.storedHeader(block.isLast(), block.storedRest);
            return Step.RESUMED;
        }
        if (openBlock.isCollecting()) {
            openBlock.writeCollected();
            return headerAgain();
        }
        if (block.isLast()) {
            block.writeEnd(out);
            return headerAgain();
        }
        Step step = Step.AGAIN;
        while (step == Step.AGAIN && out.phase() != (int) (input.at & 7)) {
            step = readable && tries < MOST_TRIES ? tryNext() : Step.FAULT;
        }
        if (step == Step.FAULT) {
            block.writeEnd(out);
            return headerAgain();
        }
        return step == Step.INPUT ? Step.INPUT : Step.RESUMED;
    }

    private Step headerAgain() {
        out.padTo((int) (input.at - block.headerBits() & 7));
        block.writeHeader(block.isLast(), out);
        return Step.RESUMED;
    }

    private Step tryNext() {
        window.makeRoom(Symbols.LONGEST_MATCH, window.offset());
        Read read = symbols.read();
        if (read == Read.END_OF_BLOCK) {
            symbols.skip();
            block.close();
            out.copy(input, symbols.start(), input.at);
            return betweenBlocks();
        }
        if (read != Read.DONE) {
            return Region.step(read);
        }
        int index = window.end;
        if (!symbols.take()) {
            return Step.FAULT;
        }
        tries++;
        int symbol = symbols.symbol();
        int wanted = (int) (input.at & 7);
        if (!Symbols.isMatch(symbol) || !writeOtherwise(index, symbol, wanted)) {
            out.copy(input, symbols.start(), input.at);
        }
        return Step.AGAIN;
    }

    /** Writes a match in other symbols after which the next bit is the wanted one of a byte, if there are such. */
    private boolean writeOtherwise(int index, int match, int wanted) {
        int length = Symbols.length(match);
        int distance = Symbols.distance(match);
        int best = Integer.MAX_VALUE;
        int bestFirst = 0;
        for (int first = -3; first <= length - Symbols.SHORTEST_MATCH; first++) {
            // Less than nothing: so many literals; then the rest as a match. From three on: two matches.
            int bits = first < 0 ? literalsFirst(index, -first, match) : twoMatches(first, match);
            if (bits > 0 && bits < best && (out.phase() + bits & 7) == wanted) {
                best = bits;
                bestFirst = first;
            }
        }
        if (best == Integer.MAX_VALUE) {
            return false;
        }
        for (int i = 0; i < -bestFirst; i++) {
            block.write(window.bytes()[index + i] & 0xff, out);
        }
        if (bestFirst > 0) {
            block.write(Symbols.match(bestFirst, distance), out);
        }
        int rest = length - Math.abs(bestFirst);
        if (rest > 0) {
            block.write(Symbols.match(rest, distance), out);
        }
        return true;
    }

    /** The bits of so many literals and the rest as a match; 0 if the block lacks a code. */
    private int literalsFirst(int index, int literals, int match) {
        int rest = Symbols.length(match) - literals;
        if (rest != 0 && rest < Symbols.SHORTEST_MATCH) {
            return 0;
        }
        int bits = rest == 0 ? 0 : block.bits(Symbols.match(rest, Symbols.distance(match)));
        if (rest != 0 && bits == 0) {
            return 0;
        }
        for (int i = 0; i < literals; i++) {
            int more = block.bits(window.bytes()[index + i] & 0xff);
            if (more == 0) {
                return 0;
            }
            bits += more;
        }
        return bits;
    }

    private int twoMatches(int first, int match) {
        int distance = Symbols.distance(match);
        int rest = Symbols.length(match) - first;
        if (first < Symbols.SHORTEST_MATCH || rest < Symbols.SHORTEST_MATCH) {
            return 0;
        }
        int one = block.bits(Symbols.match(first, distance));
        int other = block.bits(Symbols.match(rest, distance));
        return one == 0 || other == 0 ? 0 : one + other;
    }
}
