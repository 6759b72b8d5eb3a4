package io.geocompliance.gateway.coding.splice;

/**
 * The page up to the place: decoded and shown to the seam in pieces, and its bits copied as soon as the place can't lie before them.
 *
 * <p>A block may end while its last symbols must wait. Its codes are gone then, so those symbols are carried, to be written as a block
 * of their own; until they are, nothing is written but empty stored blocks, which keep an origin's flush visible.
 */
final class Search {

    private static final int PIECE_BYTES = 2048;
    private static final int MARK_BYTES = 256;

    private final BitInput input;
    private final BlockReader block;
    private final SymbolReader symbols;
    private final Window window;
    private final BitOutput out;
    private final PageCrc crc;
    private final Carry carry;

    private final Scan scan;
    private final Marks marks = new Marks((Seam.LOOK_BACK + PIECE_BYTES) / MARK_BYTES + 2);

    /** The first symbol of the open block that has not left: its bit, and its offset in the page. */
    private long held;

    private long heldOffset;

    /** Whether the open block's header waits for the carry. */
    private boolean headerWaits;

    Search(Machine machine) {
        input = machine.input;
        block = machine.block;
        symbols = machine.symbols;
        scan = new Scan(machine.window);
        window = machine.window;
        out = machine.out;
        carry = new Carry(machine.writer, machine.out);
        crc = machine.crc;
    }

    void start(Seam asked) {
        scan.start(asked);
        held = 0;
        heldOffset = 0;
        carry.clear();
        headerWaits = false;
        marks.clear();
    }

    /** Lets go of the page. */
    void stop() {
        scan.stop();
    }

    /** A block's header was read. */
    void opened() {
        held = input.at;
        heldOffset = window.offset();
        marks.clear();
        if (block.isStored()) {
            if (block.storedRest == 0) {
                out.storedHeader(false, 0);
            }
        } else if (carry.isEmpty()) {
            block.writeHeader(false, out);
        } else {
            headerWaits = true;
        }
    }

    /** Decodes and scans a piece of the open block. */
    Step read() {
        window.makeRoom(PIECE_BYTES, carry.isEmpty() ? heldOffset : carry.start());
        return block.isStored() ? readStored() : readCodes();
    }

    /** The page has ended without a place up to here: asks for the last time. */
    Step end() {
        return scan.findsAtEnd() ? Step.FOUND : Step.STOPPED;
    }

    /** Whether there is no place; all that was decoded has left. */
    boolean isOver() {
        return scan.isOver();
    }

    /** Stops searching: all that was decoded leaves. */
    void giveUp() {
        scan.giveUp();
        releaseCarry(scan.safe());
        if (block.isOpen()) {
            release();
        }
    }

    long place() {
        return scan.place();
    }

    /** The first bit that is still needed, where a block is open. */
    long needed() {
        return block.isStored() ? input.at - 8 * (window.offset() - heldOffset) : held;
    }

    long heldOffset() {
        return heldOffset;
    }

    Carry carry() {
        return carry;
    }

    /** Goes back to the first symbol that has not left and does not belong to the carry. */
    void rewind() {
        int back = window.end - window.index(heldOffset);
        window.end -= back;
        if (block.isStored()) {
            block.storedRest += back;
            input.at -= 8L * back;
        } else {
            input.at = held;
        }
    }

    /** Lets go what is carried, as far as it ends before an offset; behind all of it, the open block's header. */
    void releaseCarry(long until) {
        carry.release(until);
        crc.upTo(carry.start());
        if (carry.isEmpty() && headerWaits) {
            headerWaits = false;
            block.writeHeader(false, out);
        }
    }

    /** Lets go a stored block's bytes before an offset. */
    void releaseStored(long until) {
        int length = (int) (until - heldOffset);
        if (length > 0) {
            out.stored(window.bytes(), window.index(heldOffset), length);
            heldOffset = until;
            crc.upTo(until);
        }
    }

    /**
     * Lets go the open block's symbols that end before an offset.
     *
     * @return what comes next, read but not skipped
     */
    Read releaseSymbols(long until) {
        long offset = heldOffset;
        input.at = held;
        int mark = marks.last(offset, until);
        if (mark >= 0) {
            offset = marks.offset(mark);
            input.at = marks.bit(mark);
        }
        Read read = symbols.read();
        while (read == Read.DONE && offset + Symbols.size(symbols.symbol()) <= until) {
            offset += Symbols.size(symbols.symbol());
            symbols.skip();
            read = symbols.read();
        }
        out.copy(input, held, input.at);
        held = input.at;
        heldOffset = offset;
        crc.upTo(offset);
        return read;
    }

    private Step readCodes() {
        int end = window.end + PIECE_BYTES;
        int from = window.end;
        Read read;
        do {
            read = symbols.run(Math.min(end, window.end + MARK_BYTES), SymbolReader.NOWHERE);
            if (read == Read.DONE) {
                marks.add(input.at, window.offset(), heldOffset);
            }
        } while (read == Read.DONE && window.end < end);
        long endStart = symbols.start();
        if (scan.finds(from)) {
            return Step.FOUND;
        }
        release();
        return switch (read) {
            case DONE, CROSSING -> Step.AGAIN;
            case INPUT -> Step.INPUT;
            case END_OF_BLOCK -> {
                endCodes(endStart);
                yield Step.BLOCK_ENDED;
            }
            case FAULT -> {
                giveUp();
                yield Step.FAULT;
            }
        };
    }

    private Step readStored() {
        int from = window.end;
        int count = Math.min(block.storedRest, PIECE_BYTES);
        if (input.available() >> 3 < count) {
            return Step.INPUT;
        }
        window.append(input.bytes(), input.inArray(input.at) >>> 3, count);
        input.at += 8L * count;
        block.storedRest -= count;
        if (scan.finds(from)) {
            return Step.FOUND;
        }
        release();
        if (block.storedRest > 0) {
            return Step.AGAIN;
        }
        if (heldOffset < window.offset()) {
            carry.expect(heldOffset);
            int index = window.index(heldOffset);
            carry.addLiterals(window.bytes(), index, window.end - index);
            heldOffset = window.offset();
        }
        return Step.BLOCK_ENDED;
    }

    private void release() {
        long end = window.offset();
        long safe = scan.safe();
        releaseCarry(safe);
        if (!carry.isEmpty()) {
            return;
        }
        if (block.isStored()) {
            releaseStored(Math.min(safe, end));
        } else if (safe >= end) {
            out.copy(input, held, input.at);
            held = input.at;
            heldOffset = end;
            marks.clear();
            crc.upTo(end);
        } else {
            long at = input.at;
            releaseSymbols(safe);
            input.at = at;
        }
    }

    /** The block has ended: what has not left is carried. */
    private void endCodes(long endStart) {
        if (carry.isEmpty() && heldOffset == window.offset()) {
            return;
        }
        long behind = input.at;
        boolean headerIsOut = carry.isEmpty();
        carry.expect(heldOffset);
        input.at = held;
        while (input.at < endStart) {
            symbols.read();
            carry.add(symbols.symbol());
            symbols.skip();
        }
        if (headerIsOut) {
            out.copy(input, endStart, behind);
        }
        headerWaits = false;
        input.at = behind;
        heldOffset = window.offset();
    }
}
