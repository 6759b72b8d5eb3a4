package io.geocompliance.gateway.rules;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.time.Duration;
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

    /** What settles this rule for a visit, read in the order time, host, method, path, place; the mode is not looked at. */
    Finding read(Place place, Visit visit) {
        Finding finding = effective.read(visit.at());
        if (finding != Finding.DECIDES) {
            return finding;
        }
        finding = when.read(visit, visit.path());
        return finding == Finding.DECIDES ? readPlace(place) : finding;
    }

    private Finding readPlace(Place place) {
        if (place instanceof Place.Unknown unknown) {
            return on.get(unknown.reason()) == Undecided.APPLY ? Finding.DECIDES : Finding.UNDECIDED_SKIPPED;
        }
        return place.regions().contains(when.region()) ? Finding.DECIDES : Finding.OTHER_PLACE;
    }

    /** In force from (inclusive) until (exclusive); null is open. */
    public record Effective(
            @Nullable Instant from, @Nullable Instant until) {

        Finding read(Instant at) {
            if (from != null && at.isBefore(from)) {
                return Finding.NOT_YET;
            }
            return until != null && !at.isBefore(until) ? Finding.NO_LONGER : Finding.DECIDES;
        }

        /** Whether it is in force now or will be before the span is over. */
        boolean holdsWithin(Instant at, Duration span) {
            return read(at) == Finding.DECIDES || read(at) == Finding.NOT_YET && read(at.plus(span)) != Finding.NOT_YET;
        }
    }

    /**
     * What a rule speaks of.
     *
     * @param region the name of a region
     * @param hosts host names, lower case, {@code *.example.org} for all names below; empty is every host
     * @param methods upper case; empty is every method
     * @param only path globs, at least one of which must match; empty is every path
     * @param not path globs, none of which may match
     */
    public record When(
            String region, List<String> hosts, List<String> methods, List<PathGlob> only, List<PathGlob> not) {
        public When {
            hosts = List.copyOf(hosts);
            methods = List.copyOf(methods);
            only = List.copyOf(only);
            not = List.copyOf(not);
        }

        /** Every host and method. */
        public When(String region, List<PathGlob> only, List<PathGlob> not) {
            this(region, List.of(), List.of(), only, not);
        }

        boolean speaksOf(Visit visit, String path) {
            return read(visit, path) == Finding.DECIDES;
        }

        Finding read(Visit visit, String path) {
            if (!hosts.isEmpty() && hosts.stream().noneMatch(host -> hostMatches(host, visit.host()))) {
                return Finding.OTHER_HOST;
            }
            if (!methods.isEmpty() && !methods.contains(visit.method())) {
                return Finding.OTHER_METHOD;
            }
            if (!only.isEmpty() && only.stream().noneMatch(glob -> glob.matches(path))) {
                return Finding.OTHER_PATH;
            }
            return not.stream().anyMatch(glob -> glob.matches(path)) ? Finding.EXCEPTED_PATH : Finding.DECIDES;
        }

        private static boolean hostMatches(String pattern, String host) {
            return pattern.startsWith("*.")
                    ? host.length() > pattern.length() - 1 && host.endsWith(pattern.substring(1))
                    : pattern.equals(host) || pattern.equals("*");
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
