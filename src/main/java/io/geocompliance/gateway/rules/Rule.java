package io.geocompliance.gateway.rules;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
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
        if (blocks(duties) && on.containsValue(Undecided.APPLY)) {
            throw new IllegalArgumentException("rule " + id + " must not block on doubt");
        }
    }

    private static boolean blocks(Duties duties) {
        return duties.main().filter(duty -> duty.kind() == Duty.Kind.BLOCK).isPresent();
    }

    /** What settles this rule for a visit, read in the order time, host, method, path, place; the mode is not looked at. */
    Finding read(Place place, Visit visit) {
        Finding finding = effective.read(visit.at());
        if (finding != Finding.DECIDES) {
            return finding;
        }
        finding = when.read(visit, visit.path());
        if (finding == Finding.DECIDES && isTarget(visit)) {
            return Finding.OWN_TARGET;
        }
        return finding == Finding.DECIDES ? readPlace(place) : finding;
    }

    /** Whether this rule would redirect a visit to itself, round and round. */
    private boolean isTarget(Visit visit) {
        return duties.main().orElse(null) instanceof Duty.Redirect redirect
                && redirect.keeps(visit.method())
                && visit.path().equals(pathOf(redirect.to()))
                && (redirect.to().getHost() == null || redirect.to().getHost().equalsIgnoreCase(visit.host()));
    }

    /** Whether it redirects to where it redirects again, as far as the rule alone tells. */
    public boolean redirectsInCircles() {
        return duties.main().orElse(null) instanceof Duty.Redirect redirect
                && reaches(redirect.to())
                && (when.methods().isEmpty() || when.methods().stream().anyMatch(redirect::keeps));
    }

    /**
     * Whether a visitor whom this rule redirects is redirected again by another, as far as the two rules tell: of the same region, both
     * in force at some time.
     */
    boolean sendsInto(Rule other) {
        if (!(duties.main().orElse(null) instanceof Duty.Redirect redirect)
                || !(other.duties.main().orElse(null) instanceof Duty.Redirect next)) {
            return false;
        }
        String path = pathOf(redirect.to());
        boolean sameHost = redirect.to().getHost() == null
                ? when.sharesHostWith(other.when)
                : other.when.hosts().stream()
                        .anyMatch(host ->
                                When.hostMatches(host, redirect.to().getHost().toLowerCase(Locale.ROOT)));
        return mode == Mode.ENFORCE
                && other.mode == Mode.ENFORCE
                && when.region().equals(other.when.region())
                && effective.overlaps(other.effective)
                && sameHost
                && other.when.speaksOfMethod("GET")
                && other.when.read(path) == Finding.DECIDES
                && !path.equals(pathOf(next.to()))
                && !path.startsWith(Notices.OWN_PAGES);
    }

    /** Whether it blocks the page that says who blocks, as far as the rule alone tells. */
    public boolean blocksItsExplanation() {
        return duties.main().orElse(null) instanceof Duty.Block block
                && reaches(block.by())
                && when.speaksOfMethod("GET");
    }

    /** Whether a page on the same site, or on a host that the rule names, is one it speaks of; never one of the gateway's own. */
    private boolean reaches(URI page) {
        String path = pathOf(page);
        boolean sameSite = page.getHost() == null
                || when.hosts().stream()
                        .anyMatch(host -> When.hostMatches(host, page.getHost().toLowerCase(Locale.ROOT)));
        return sameSite && !path.startsWith(Notices.OWN_PAGES) && when.read(path) == Finding.DECIDES;
    }

    private static String pathOf(URI page) {
        String path = page.getRawPath() == null || page.getRawPath().isEmpty() ? "/" : page.getRawPath();
        return NormalizedPath.of(path).normalized();
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

        boolean overlaps(Effective other) {
            return (until == null || other.from == null || other.from.isBefore(until))
                    && (other.until == null || from == null || from.isBefore(other.until));
        }

        /** Whether it neither begins nor ends before the span is over. */
        boolean isSettled(Instant at, Duration span) {
            return read(at) == read(at.plus(span));
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
            return speaksOfMethod(visit.method()) ? read(path) : Finding.OTHER_METHOD;
        }

        /** As far as their patterns tell without names of hosts that stand in none. */
        private boolean sharesHostWith(When other) {
            return hosts.isEmpty()
                    || other.hosts.isEmpty()
                    || hosts.stream()
                            .anyMatch(host -> other.hosts.stream()
                                    .anyMatch(theirs -> hostMatches(host, theirs) || hostMatches(theirs, host)));
        }

        private boolean speaksOfMethod(String method) {
            return methods.isEmpty() || methods.contains(method);
        }

        private Finding read(String path) {
            if (!only.isEmpty() && !anyMatches(only, path)) {
                return Finding.OTHER_PATH;
            }
            return anyMatches(not, path) ? Finding.EXCEPTED_PATH : Finding.DECIDES;
        }

        /** A loop, for it runs several times for each request. */
        private static boolean anyMatches(List<PathGlob> globs, String path) {
            for (PathGlob glob : globs) {
                if (glob.matches(path)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean hostMatches(String pattern, String host) {
            return pattern.startsWith("*.")
                    ? host.length() > pattern.length() - 1 && host.endsWith(pattern.substring(1))
                    : pattern.equals(host) || pattern.equals("*");
        }
    }

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

    /** Whether a rule acts. */
    public enum Mode {
        /** It acts. */
        ENFORCE,
        /** It is decided, counted and recorded; nothing changes. */
        OBSERVE
    }
}
