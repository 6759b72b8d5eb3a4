package io.geocompliance.gateway.audit.verify;

/**
 * Something that is not as it should be.
 *
 * @param epoch where
 * @param message a sentence
 */
public record Finding(Kind kind, String epoch, String message) {

    /** What can be wrong, the worst first; each has an exit code of its own. */
    public enum Kind {
        BAD_SIGNATURE(10),
        /** Two histories were signed. */
        FORK(12),
        /** An older checkpoint was put in the place of the last. */
        CHECKPOINT_REPLACED(17),
        /** Records were removed without a prune record. */
        SEGMENT_MISSING(18),
        SEGMENT_REPLACED(19),
        /** The log ends before what was signed. */
        TAIL_CUT(20),
        LINE_MISSING(21),
        LINES_SWAPPED(22),
        /** The lines are not those that were signed. */
        ROOT_MISMATCH(11),
        ACCOUNTING(13),
        /** A line names a rule set, notice or database that nobody introduced. */
        UNKNOWN_FACT(23),
        /** Records were counted without a line; the log says so itself. */
        GAP(14),
        /** Nobody but the operator vouches for the head. */
        UNWITNESSED(15),
        /** The last line is incomplete, as a crash leaves it. */
        TORN_TAIL(16);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
