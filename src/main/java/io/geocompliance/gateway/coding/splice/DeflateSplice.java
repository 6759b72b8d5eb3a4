package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Sink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fragment's way into one deflate stream, from the first block to where the rest may be passed on. Reused from page to page. */
final class DeflateSplice {

    /** What is decoded in one turn at most: some milliseconds of work, though one chunk may hold far more. */
    private static final int TURN_BYTES = 1024 * 1024;

    /** The place is not searched any farther; on real pages it lies before 1 MB. */
    private static final long SEARCH_BYTES = 32 * 1024 * 1024;

    /** The rest is not followed any farther. */
    private static final long FOLLOW_BYTES = 64 * 1024 * 1024;

    /** How far the stream has come when {@link #advance} returns. */
    enum Progress {
        /** More input is needed. */
        INPUT,
        /** Enough for one turn; there is more to do. */
        TURN,
        /** From {@link #rest} on the bytes are the page's own, and their end is not known. */
        TAIL,
        /** The stream has ended before {@link #rest}. */
        ENDED,
        /** Broken where it can't be passed on as it is; what was complete has been written. */
        FAILED
    }

    /** From before the place to where the page runs on by itself. */
    private enum Phase {
        SEARCH,
        INSERT,
        REGION,
        REALIGN,
        FOLLOW,
        OVER
    }

    private final Machine machine = new Machine();
    private final BitInput input = machine.input;
    private final BitOutput out = machine.out;
    private final BlockReader block = machine.block;
    private final Window window = machine.window;
    private final Search search = new Search(machine);
    private final Insertion insertion = new Insertion(machine, search);
    private final Region region = new Region(machine);
    private final Realignment realignment = new Realignment(machine);
    private final Following following = new Following(machine);

    private Phase phase = Phase.OVER;
    /** Of the page that is worked on. */
    private @Nullable Seam seam;

    private boolean follow;
    private Findings findings = new Findings();
    private Patch patch = Patch.NONE;

    /** While following: the first bit that has not been passed on. */
    private long passed;

    void start(Seam asked, boolean toTheEnd, Findings report) {
        machine.clear();
        search.start(asked);
        realignment.start();
        seam = asked;
        follow = toTheEnd;
        findings = report;
        patch = Patch.NONE;
        phase = Phase.SEARCH;
    }

    /** Lets go of the page. */
    void stop() {
        search.stop();
        seam = null;
        findings = new Findings();
        phase = Phase.OVER;
    }

    /** Takes more input, for the next {@link #advance}. */
    void append(byte[] bytes, int offset, int length) {
        boolean held = block.isOpen() && (phase == Phase.SEARCH || phase == Phase.INSERT);
        long needed = held ? search.needed() : phase == Phase.FOLLOW ? Math.min(passed, input.at) : input.at;
        input.append(bytes, offset, length, needed);
    }

    /** Does what can be done with the input that has come. */
    Progress advance() {
        long turnEnd = window.offset() + TURN_BYTES;
        while (window.offset() < turnEnd) {
            Step step = switch (phase) {
                case SEARCH -> search();
                case INSERT -> insert(false);
                case REGION -> region();
                case REALIGN -> realignment.inBlock(true);
                case FOLLOW -> window.offset() < FOLLOW_BYTES ? following.read() : Step.STOPPED;
                case OVER -> throw new IllegalStateException("no page");
            };
            if (step == Step.BLOCK_ENDED) {
                block.close();
                if (block.isLast()) {
                    return end();
                }
            } else if (step != Step.AGAIN) {
                Progress progress = turnTo(step);
                if (progress != Progress.TURN) {
                    return progress;
                }
            }
        }
        pass(input.at & ~7L);
        return Progress.TURN;
    }

    /** No more input will come, though the stream is not at its end: writes what is complete. */
    void finish() {
        boolean inserting = phase == Phase.INSERT;
        if (phase == Phase.SEARCH) {
            search.giveUp();
        } else if (inserting) {
            insert(true);
        }
        if (machine.openBlock.isCollecting()) {
            machine.openBlock.writeCollected();
        }
        boolean rewritten = phase == Phase.SEARCH || phase == Phase.REGION;
        if (rewritten && block.isOpen() && block.isStored() && input.available() >= 8) {
            out.stored(input.bytes(), input.inArray(input.at) >>> 3, input.available() >> 3);
        }
    }

    /** Hands over the output's whole bytes. */
    void drain(Sink sink) {
        out.drain(sink);
    }

    /** The input's bytes that have not been passed on, once the stream has ended or become a tail. */
    void rest(Sink sink) {
        int from = input.inArray(passed) >>> 3;
        if (from < input.limit()) {
            sink.accept(input.bytes(), from, input.limit() - from);
        }
    }

    /** Whether all of the fragment has been handed over. */
    boolean isFragmentOut() {
        return machine.openBlock.isFragmentOut();
    }

    /** How the trailer has to change. */
    Patch patch() {
        return patch;
    }

    /** Offset in the decoded page up to which it is known. */
    long decoded() {
        return window.offset();
    }

    /** The CRC-32 of the page, known where {@link Progress#ENDED}. */
    int crc() {
        return machine.crc.value();
    }

    private Step search() {
        if (search.isOver() || window.offset() >= SEARCH_BYTES) {
            findings.outcome(search.isOver() ? SpliceOutcome.NO_PLACE : SpliceOutcome.LIMIT);
            search.giveUp();
            return block.isOpen() ? Step.STOPPED : realignment.betweenBlocks();
        }
        if (block.isOpen()) {
            return search.read();
        }
        Read read = block.open();
        if (read == Read.DONE) {
            search.opened();
        }
        return Region.step(read);
    }

    private Step insert(boolean whole) {
        CompiledFragment fragment = Objects.requireNonNull(seam).fragment();
        Step step = insertion.insert(fragment, whole);
        if (step != Step.INPUT) {
            patch = new Patch(search.place(), fragment.length(), fragment.crcDifference(machine.crc.value()));
            findings.outcome(SpliceOutcome.SPLICED);
            region.start(search.place());
            phase = Phase.REGION;
        }
        return step;
    }

    private Step region() {
        Step step;
        if (block.isOpen()) {
            step = region.read();
        } else if (region.isOver()) {
            return realignment.betweenBlocks();
        } else {
            Read read = block.open();
            if (read == Read.DONE) {
                region.opened();
            }
            step = Region.step(read);
        }
        machine.crc.upTo(window.offset());
        return step;
    }

    /** Goes on after a step that has not ended a block: to another phase ({@link Progress#TURN}), or back to the caller. */
    private Progress turnTo(Step step) {
        switch (step) {
            case FOUND -> phase = Phase.INSERT;
            case STOPPED -> {
                if (phase == Phase.FOLLOW) {
                    return Progress.TAIL;
                }
                phase = Phase.REALIGN;
            }
            case RESUMED -> {
                return resumed();
            }
            case FAULT -> {
                return fault();
            }
            case INPUT -> {
                pass(input.end());
                return Progress.INPUT;
            }
            case AGAIN, BLOCK_ENDED -> throw new IllegalStateException("nothing to turn to");
        }
        return Progress.TURN;
    }

    /** Input and output have come to the same bit of a byte; passes on the rest of that byte. */
    private Progress resumed() {
        long boundary = input.at + 7 & ~7L;
        out.copy(input, input.at, boundary);
        passed = boundary;
        if (!follow || patch == Patch.NONE) {
            return Progress.TAIL;
        }
        phase = Phase.FOLLOW;
        return Progress.TURN;
    }

    private Progress fault() {
        if (phase == Phase.SEARCH) {
            findings.outcome(SpliceOutcome.CORRUPT);
            search.giveUp();
            Step step = block.isOpen() ? realignment.inBlock(false) : realignment.betweenBlocks();
            return step == Step.RESUMED ? resumed() : Progress.FAILED;
        }
        if (phase == Phase.FOLLOW) {
            findings.note(SpliceNote.TAIL_CORRUPT);
            return Progress.TAIL;
        }
        machine.openBlock.writeCollected();
        findings.outcome(SpliceOutcome.REGION_CORRUPT);
        return Progress.FAILED;
    }

    private Progress end() {
        if (phase == Phase.SEARCH && search.end() == Step.FOUND) {
            insert(true);
            findings.outcome(SpliceOutcome.APPENDED);
        } else if (phase == Phase.SEARCH) {
            search.giveUp();
            findings.outcome(SpliceOutcome.NO_PLACE);
        }
        machine.crc.upTo(window.offset());
        input.align();
        if (phase == Phase.FOLLOW) {
            pass(input.at);
        } else {
            out.lastBlock();
        }
        passed = input.at;
        findings.exactEnd();
        return Progress.ENDED;
    }

    /** While following: passes on the bytes before a bit. */
    private void pass(long until) {
        if (phase == Phase.FOLLOW && until > passed) {
            out.copy(input, passed, until);
            passed = until;
        }
    }
}
