package io.geocompliance.gateway.geo;

/** A truth value of Kleene's strong three-valued logic: what one publisher says of a condition. */
public enum Vote {
    YES,
    NO,
    /** The publisher does not say what the condition asks for. */
    ABSTAIN;

    Vote or(Vote other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == NO ? other : this;
    }

    Vote and(Vote other) {
        return not().or(other.not()).not();
    }

    Vote not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case ABSTAIN -> ABSTAIN;
        };
    }

    static Vote of(boolean holds) {
        return holds ? YES : NO;
    }
}
