package io.geocompliance.gateway.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is due for one visit. */
public sealed interface Decision {

    /** Rules in {@code mode: observe} that would have acted, in order of the rule book. */
    List<Rule> observed();

    /** A notice is due. */
    record Notice(Rule rule, List<Rule> observed) implements Decision {
        public Notice {
            observed = List.copyOf(observed);
        }
    }

    /**
     * Nothing is due.
     *
     * @param rule the first enforced rule that gave the reason, or null where none speaks of this visit
     */
    record PassThrough(Reason reason, @Nullable Rule rule, List<Rule> observed) implements Decision {
        public PassThrough {
            observed = List.copyOf(observed);
        }
    }

    /** Why nothing is due. */
    enum Reason {
        /** No rule speaks of this host, method, path and time. */
        NO_RULE,
        /** Rules speak of it, but for other places. */
        OTHER_PLACE,
        /** The place can't be said, and the rule says to skip then. */
        UNDECIDED_SKIPPED
    }
}
