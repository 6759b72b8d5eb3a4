package io.geocompliance.gateway.rules;

import io.geocompliance.gateway.geo.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule, as operators and counsel wrote it.
 *
 * @param id stable, written into every record
 * @param effective when it is in force
 * @param when what it speaks of
 * @param on what to do where the place can't be said; all four reasons are decided
 * @param duties what is due
 * @param mode whether it acts or only watches
 * @param provenance who answers for it
 */
public record Rule(
        String id,
        Effective effective,
        When when,
        Map<Place.Reason, Undecided> on,
        Duties duties,
        Mode mode,
        Provenance provenance) {

    public Rule {
        on = Map.copyOf(on);
        if (on.size() != Place.Reason.values().length) {
            throw new IllegalArgumentException(
                    "rule " + id + " must decide all of unknown, reserved, internal, unresolved");
        }
    }

    /** In force from (inclusive) until (exclusive); null is open. */
    public record Effective(
            @Nullable Instant from, @Nullable Instant until) {}

    /**
     * What a rule speaks of.
     *
     * @param region the name of a region
     * @param only path globs, at least one of which must match; empty is every path
     * @param not path globs, none of which may match
     */
    public record When(String region, List<PathGlob> only, List<PathGlob> not) {
        public When {
            only = List.copyOf(only);
            not = List.copyOf(not);
        }
    }

    /**
     * What is due.
     *
     * @param notice the id of the notice
     * @param accessibility the header preset
     */
    public record Duties(String notice, Accessibility accessibility) {}

    /** Who answers for the rule; each may be absent. */
    public record Provenance(
            @Nullable String owner,
            @Nullable String counsel,
            @Nullable LocalDate reviewBy) {}

    /** What to do where the place can't be said. */
    public enum Undecided {
        APPLY,
        SKIP
    }

    /** The accessibility header preset. */
    public enum Accessibility {
        DEFAULT,
        OFF
    }

    /** Whether a rule acts. */
    public enum Mode {
        /** It acts. */
        ENFORCE,
        /** It is decided, counted and recorded; nothing changes. */
        OBSERVE
    }
}
