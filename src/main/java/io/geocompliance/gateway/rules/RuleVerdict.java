package io.geocompliance.gateway.rules;

/**
 * What one rule says of one visit, and why.
 *
 * @param rule the rule
 * @param finding the first thing that settles it, in the order in which a rule is read
 */
public record RuleVerdict(Rule rule, Finding finding) {

    /** Whether the rule's conditions hold for this visit, be it that it acts, only watches or comes too late. */
    public boolean matched() {
        return finding.matched();
    }

    /** What settles a rule for a visit. */
    public enum Finding {
        /** It decides. */
        DECIDES(true, "decides: its notice is due"),
        /** It would decide, were it enforced. */
        OBSERVES(true, "matches, but only observes: nothing is changed"),
        /** It matches, but an earlier rule has decided. */
        PRECEDED(true, "matches, but an earlier rule decides"),
        /** It comes into force later. */
        NOT_YET(false, "is not in force yet"),
        /** It was in force. */
        NO_LONGER(false, "is no longer in force"),
        /** It speaks of other hosts. */
        OTHER_HOST(false, "speaks of other hosts"),
        /** It speaks of other methods. */
        OTHER_METHOD(false, "speaks of other methods"),
        /** It lists paths, and this is none of them. */
        OTHER_PATH(false, "speaks of other paths"),
        /** It names this path as an exception. */
        EXCEPTED_PATH(false, "makes an exception for this path"),
        /** It speaks of another region. */
        OTHER_PLACE(false, "speaks of another region"),
        /** The place can't be said, and the rule skips such visits. */
        UNDECIDED_SKIPPED(false, "skips visits whose place can't be said for this reason");

        private final boolean matched;
        private final String words;

        Finding(boolean matched, String words) {
            this.matched = matched;
            this.words = words;
        }

        /** What {@code explain} prints after the rule's id. */
        public String inWords() {
            return words;
        }

        boolean matched() {
            return matched;
        }
    }
}
