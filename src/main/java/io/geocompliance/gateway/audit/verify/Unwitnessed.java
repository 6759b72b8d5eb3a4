package io.geocompliance.gateway.audit.verify;

import java.util.Optional;

/** Counts what follows the last head that witnesses signed for. Owned by one pass over one epoch. */
final class Unwitnessed implements VerifiedLine.Visitor {

    /** A minute's head may still be on its way, and the one before may have been asked for in vain. */
    private static final int MOST_MINUTES = 2;

    private final Optional<WitnessedHead> head;

    /** Minutes' totals behind the head. */
    private int minutes;

    Unwitnessed(Optional<WitnessedHead> head) {
        this.head = head;
    }

    @Override
    public void line(VerifiedLine line) {
        if (head.isPresent()
                && line.index() >= head.get().size()
                && line.fields().has("accepted")) {
            minutes++;
        }
    }

    /** What to note; says UNWITNESSED where nobody vouches for the epoch's end. */
    Optional<String> end(long records, Findings findings) {
        if (head.isEmpty()) {
            findings.add(
                    Finding.Kind.UNWITNESSED, "UNWITNESSED: nobody but the operator vouches for this epoch's head.");
            return Optional.empty();
        }
        long beyond = Math.max(0, records - head.get().size());
        String sentence = head.get().sentence() + "; for the " + beyond + " records since then by the operator alone.";
        if (minutes > MOST_MINUTES) {
            findings.add(
                    Finding.Kind.UNWITNESSED,
                    "UNWITNESSED since record " + head.get().size() + ": " + sentence);
            return Optional.empty();
        }
        return Optional.of(sentence);
    }
}
