package io.geocompliance.gateway;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.geo.TableDiff;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.PathGlob;
import io.geocompliance.gateway.rules.Rule;
import io.geocompliance.gateway.rules.Visit;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What would change for visitors between two snapshots: places and decisions, in addresses and networks.
 *
 * <p>Decisions are asked for with one visit for each host and path pattern that a rule names, with GET; never with past visits, of which
 * nothing is kept.
 */
final class Impact {

    private static final String ANY_HOST = "any.invalid";
    private static final String ANY_PATH = "/any";

    private final Snapshot before;
    private final Snapshot after;
    private final List<TableDiff.Moved> places;

    /** @param networks how many to name of each change */
    Impact(Snapshot before, Snapshot after, int networks) {
        this.before = before;
        this.after = after;
        this.places = TableDiff.between(before.geo().table(), after.geo().table(), networks);
    }

    /** Addresses that one change concerns; owned by the call that adds them up. */
    private static final class Sum {
        private long v4;
        private long v6;
        private final List<String> networks = new ArrayList<>();

        void add(TableDiff.Moved moved, int most) {
            v4 += moved.v4Addresses();
            v6 += moved.v6Networks();
            moved.networks().stream().limit(Math.max(0, most - networks.size())).forEach(networks::add);
        }

        String inWords() {
            return String.format(
                    Locale.ROOT,
                    "%,d IPv4 addresses, %,d IPv6 networks (/64): %s",
                    v4,
                    new BigInteger(Long.toUnsignedString(v6)),
                    String.join(", ", networks));
        }
    }

    /** One line for each change; empty if there is none. */
    List<String> lines(Instant at) {
        List<String> lines = new ArrayList<>(sums(this::regions));
        for (Visit visit : visits(at)) {
            lines.addAll(sums(moved -> decisions(moved, visit)));
        }
        return lines;
    }

    /** The lines of one question: what it says of each pair of places, with the addresses for which it says the same. */
    private List<String> sums(Function<TableDiff.Moved, List<String>> question) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        int most =
                places.stream().mapToInt(moved -> moved.networks().size()).max().orElse(0);
        for (TableDiff.Moved moved : places) {
            question.apply(moved)
                    .forEach(change ->
                            sums.computeIfAbsent(change, first -> new Sum()).add(moved, most));
        }
        return sums.entrySet().stream()
                .map(sum -> sum.getKey() + ": " + sum.getValue().inWords())
                .toList();
    }

    private List<String> regions(TableDiff.Moved moved) {
        Set<String> lost = new TreeSet<>(moved.before().regions());
        lost.removeAll(moved.after().regions());
        Set<String> gained = new TreeSet<>(moved.after().regions());
        gained.removeAll(moved.before().regions());
        return Stream.concat(
                        lost.stream().map(region -> "region " + region + " loses"),
                        gained.stream().map(region -> "region " + region + " gains"))
                .map(change -> change + " (" + name(moved.before()) + " before, " + name(moved.after()) + " after)")
                .toList();
    }

    private List<String> decisions(TableDiff.Moved moved, Visit visit) {
        String old = inWords(before.rules().decide(moved.before(), visit), before);
        String now = inWords(after.rules().decide(moved.after(), visit), after);
        return old.equals(now) ? List.of() : List.of(named(visit) + ": " + old + " before, " + now + " after");
    }

    private static String named(Visit visit) {
        String host = visit.host().equals(ANY_HOST) ? "other hosts" : visit.host();
        return host + ", " + (visit.path().equals(ANY_PATH) ? "other paths" : visit.path());
    }

    private static String inWords(Decision decision, Snapshot snapshot) {
        String observed = decision.observed().isEmpty()
                ? ""
                : ", observed by "
                        + String.join(
                                ", ", decision.observed().stream().map(Rule::id).toList());
        String due = decision.decidedBy()
                .map(rule -> decision.action().name().toLowerCase(Locale.ROOT) + " by " + rule.id())
                .orElseGet(() -> decision.action() == Decision.Action.HEADERS ? "headers edited" : "nothing due");
        String version = decision instanceof Decision.Notice notice
                ? snapshot.notices()
                        .find(notice.duty().id())
                        .map(edition -> " (" + edition.notice().id() + " v"
                                + edition.notice().version() + ")")
                        .orElse("")
                : "";
        return due + version + observed;
    }

    private static String name(Place place) {
        return place instanceof Place.Known known
                ? known.label()
                : ((Place.Unknown) place).reason().name().toLowerCase(Locale.ROOT);
    }

    private List<Visit> visits(Instant at) {
        Set<String> hosts = new LinkedHashSet<>(Set.of(ANY_HOST));
        Set<String> paths = new LinkedHashSet<>(Set.of(ANY_PATH));
        Stream.concat(before.rules().rules().stream(), after.rules().rules().stream())
                .map(Rule::when)
                .forEach(when -> {
                    when.hosts().forEach(host -> hosts.add(host.replace("*.", "any.")));
                    Stream.concat(when.only().stream(), when.not().stream())
                            .map(PathGlob::example)
                            .forEach(paths::add);
                });
        return hosts.stream()
                .flatMap(host -> paths.stream().map(path -> new Visit(host, "GET", path, at)))
                .toList();
    }
}
