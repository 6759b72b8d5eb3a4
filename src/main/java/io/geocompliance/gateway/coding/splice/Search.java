package io.geocompliance.gateway.coding.splice;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page up to the place: decoded and shown to the seam in pieces, and its bits copied as soon as the place can't lie before them.
 *
 * <p>A block may end while its last symbols must wait. Its codes are gone then, so those symbols are carried, to be written as a block
 * of their own; until they are, nothing is written but empty stored blocks, which keep an origin's flush visible.
 */
final class Search {

    private static final int PIECE_BYTES = 2048;
    private static final int MARK_BYTES = 256;
    private static final int MARKS = (Seam.LOOK_BACK + PIECE_BYTES) / MARK_BYTES + 2;

    private final BitInput input;
    private final BlockReader block;
    private final SymbolReader symbols;
    private final Window window;
    private final BitOutput out;
    private final BlockWriter writer;
    private final PageCrc crc;
    private final SymbolList carry = new SymbolList();

    /** Ends of symbols of the open block that have not left, so that walking to a place need not begin far before it. */
    private final long[] markBits = new long[MARKS];

    private final long[] markOffsets = new long[MARKS];
    private int marks;

    /** Of the page that is searched. */
    private @Nullable Seam seam;

    /** The first symbol of the open block that has not left: its bit, and its offset in the page. */
    private long held;

    private long heldOffset;

    /** The offset of the first symbol of the carry. */
    private long carryStart;

    /** Whether the open block's header waits for the carry. */
    private boolean headerWaits;

    private long safe;
    private long place;
    private boolean over;

    Search(Machine machine) {
        input = machine.input;
        block = machine.block;
        symbols = machine.symbols;
        window = machine.window;
        out = machine.out;
        writer = machine.writer;
        crc = machine.crc;
    }

    void start(Seam asked) {
        seam = asked;
        held = 0;
        heldOffset = 0;
        carry.clear();
        headerWaits = false;
        safe = 0;
        over = false;
        marks = 0;
    }

    /** Lets go of the page. */
    void stop() {
        seam = null;
    }

    /** A block's header was read. */
    void opened() {
        held = input.at;
        heldOffset = window.offset();
        marks = 0;
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
        window.makeRoom(PIECE_BYTES, carry.isEmpty() ? heldOffset : carryStart);
        return block.isStored() ? readStored() : readCodes();
    }

    /** The page has ended without a place up to here: asks for the last time. */
    Step end() {
        if (over) {
            return Step.STOPPED;
        }
        place = Objects.requireNonNull(seam).end();
        return found(place) ? Step.FOUND : Step.STOPPED;
    }

    /** Whether there is no place; all that was decoded has left. */
    boolean isOver() {
        return over;
    }

    /** Stops searching: all that was decoded leaves. */
    void giveUp() {
        over = true;
        safe = window.offset();
        releaseCarry(safe);
        if (block.isOpen()) {
            release();
        }
    }

    long place() {
        return place;
    }

    /** The first bit that is still needed, where a block is open. */
    long needed() {
        return block.isStored() ? input.at - 8 * (window.offset() - heldOffset) : held;
    }

    long heldOffset() {
        return heldOffset;
    }

    SymbolList carry() {
        return carry;
    }

    long carryStart() {
        return carryStart;
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
        int count = 0;
        long offset = carryStart;
        while (count < carry.size() && offset + Symbols.size(carry.get(count)) <= until) {
            offset += Symbols.size(carry.get(count));
            count++;
        }
        if (count > 0) {
            writer.write(carry, 0, count, out);
            carry.removeFirst(count);
            carryStart = offset;
            crc.upTo(offset);
        }
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
        for (int i = 0; i < marks && markOffsets[i] <= until; i++) {
            if (markOffsets[i] > offset) {
                offset = markOffsets[i];
                input.at = markBits[i];
            }
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
                mark();
            }
        } while (read == Read.DONE && window.end < end);
        long endStart = symbols.start();
        if (scan(from)) {
            return Step.FOUND;
        }
        release();
        switch (read) {
            case END_OF_BLOCK -> endCodes(endStart);
            case FAULT -> giveUp();
            case INPUT, DONE, CROSSING -> {}
        }
        return switch (read) {
            case END_OF_BLOCK -> Step.BLOCK_ENDED;
            case FAULT -> Step.FAULT;
            case INPUT -> Step.INPUT;
            case DONE, CROSSING -> Step.AGAIN;
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
        if (scan(from)) {
            return Step.FOUND;
        }
        release();
        if (block.storedRest > 0) {
            return Step.AGAIN;
        }
        if (heldOffset < window.offset()) {
            carryStart = carry.isEmpty() ? heldOffset : carryStart;
            int index = window.index(heldOffset);
            carry.addLiterals(window.bytes(), index, window.end - index);
            heldOffset = window.offset();
        }
        return Step.BLOCK_ENDED;
    }

    /** Shows the seam the bytes from an index on; whether it has found the place. */
    private boolean scan(int from) {
        if (over || from == window.end) {
            return false;
        }
        place = Objects.requireNonNull(seam).scan(window.bytes(), from, window.end);
        if (found(place)) {
            return true;
        }
        over = place == Seam.NEVER;
        safe = over ? window.offset() : Objects.requireNonNull(seam).safe();
        if (window.offset() - safe > Seam.LOOK_BACK) {
            throw new IllegalStateException("the place may be too far back");
        }
        return false;
    }

    private boolean found(long answer) {
        if (answer >= 0 && (answer < safe || answer > window.offset())) {
            throw new IllegalStateException("no such place");
        }
        return answer >= 0;
    }

    private void release() {
        long end = window.offset();
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
            marks = 0;
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
        carryStart = headerIsOut ? heldOffset : carryStart;
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

    private void mark() {
        if (marks == MARKS) {
            int gone = 0;
            while (gone < marks && markOffsets[gone] <= heldOffset) {
                gone++;
            }
            marks -= gone;
            System.arraycopy(markBits, gone, markBits, 0, marks);
            System.arraycopy(markOffsets, gone, markOffsets, 0, marks);
        }
        if (marks < MARKS) {
            markBits[marks] = input.at;
            markOffsets[marks] = window.offset();
            marks++;
        }
    }
}
