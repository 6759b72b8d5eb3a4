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

    /** What {@code explain} prints after the rule's id. */
    public String inWords() {
        return finding == Finding.DECIDES || finding == Finding.EDITS
                ? finding.words + rule.duties().inWords()
                : finding.words;
    }

    /** What settles a rule for a visit. */
    public enum Finding {
        /** It decides. */
        DECIDES(true, "decides: "),
        /** It asks for header edits alone, and they are made. */
        EDITS(true, "matches: "),
        /** It would decide, were it enforced. */
        OBSERVES(true, "matches, but only observes: nothing is changed"),
        /** It matches, but a rule that goes before it has decided. */
        PRECEDED(true, "matches, but another rule decides"),
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
        /** It redirects, and this is where to. */
        OWN_TARGET(false, "redirects to this very page"),
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

        boolean matched() {
            return matched;
        }
    }
}
