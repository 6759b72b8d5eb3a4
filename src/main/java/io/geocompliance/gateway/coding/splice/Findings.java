package io.geocompliance.gateway.coding.splice;

import java.util.EnumSet;
import java.util.Set;

/** What a splice reports of one page. */
final class Findings {

    private SpliceOutcome outcome = SpliceOutcome.SEARCHING;
    private final Set<SpliceNote> notes = EnumSet.noneOf(SpliceNote.class);
    private boolean exactEnd;

    void outcome(SpliceOutcome known) {
        outcome = known;
    }

    SpliceOutcome outcome() {
        return outcome;
    }

    void note(SpliceNote found) {
        notes.add(found);
    }

    Set<SpliceNote> notes() {
        return notes;
    }

    /** Whether the page can't be a whole and sound one, as far as that is known. */
    boolean isKnownBroken() {
        return outcome == SpliceOutcome.NOT_GZIP
                || outcome == SpliceOutcome.CORRUPT
                || notes.contains(SpliceNote.ORIGIN_CRC)
                || notes.contains(SpliceNote.TAIL_CORRUPT);
    }

    /** The stream's end was found by decoding. */
    void exactEnd() {
        exactEnd = true;
    }

    boolean hasExactEnd() {
        return exactEnd;
    }
}
