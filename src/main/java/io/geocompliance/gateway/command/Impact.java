package io.geocompliance.gateway.command;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.geo.TableDiff;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.rules.Decision;
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
import java.util.TreeMap;
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
    private final int networks;
    private final List<TableDiff.Moved> places;

    /** @param networks how many to name of each change */
    Impact(Snapshot before, Snapshot after, int networks) {
        this.before = before;
        this.after = after;
        this.networks = networks;
        this.places = places(Told.BY_NOBODY);
    }

    private List<TableDiff.Moved> places(Told told) {
        return TableDiff.between(before.geo().table(), after.geo().table(), networks, told);
    }

    /**
     * A visit that stands for many.
     *
     * @param scope which, in the rules' own patterns
     */
    private record Asked(Visit visit, String scope) {}

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

    /**
     * One line for each change; empty if there is none. First where nobody in front says anything of the visitor, then, for each code
     * that a region asks for, what changes only where that is said.
     */
    List<String> lines(Instant at) {
        List<String> lines = new ArrayList<>(lines(places, at));
        Set<Told> words = new LinkedHashSet<>(before.geo().words());
        words.addAll(after.geo().words());
        Map<String, Told> byName = new TreeMap<>();
        words.forEach(told -> byName.put(name(told), told));
        Set<String> anyway = Set.copyOf(lines);
        byName.forEach((name, told) -> lines(places(told), at).stream()
                .filter(line -> !anyway.contains(line))
                .forEach(line -> lines.add("where a header says " + name + ", " + line)));
        return lines;
    }

    private static String name(Told told) {
        return told.says().subdivisions().stream()
                .findFirst()
                .orElse(told.says().country());
    }

    private List<String> lines(List<TableDiff.Moved> places, Instant at) {
        List<String> lines = new ArrayList<>(sums(places, this::regions));
        for (Asked asked : visits(at)) {
            lines.addAll(sums(places, moved -> decisions(moved, asked)));
        }
        return lines;
    }

    /** The lines of one question: what it says of each pair of places, with the addresses for which it says the same. */
    private static List<String> sums(List<TableDiff.Moved> places, Function<TableDiff.Moved, List<String>> question) {
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

    private List<String> decisions(TableDiff.Moved moved, Asked asked) {
        String old = inWords(before.rules().decide(moved.before(), asked.visit()), before);
        String now = inWords(after.rules().decide(moved.after(), asked.visit()), after);
        return old.equals(now) ? List.of() : List.of(asked.scope() + ": " + old + " before, " + now + " after");
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

    private List<Asked> visits(Instant at) {
        Map<String, String> hosts = new LinkedHashMap<>(Map.of("other hosts", ANY_HOST));
        Map<String, String> paths = new LinkedHashMap<>(Map.of("other paths", ANY_PATH));
        Stream.concat(before.rules().rules().stream(), after.rules().rules().stream())
                .map(Rule::when)
                .forEach(when -> {
                    when.hosts().forEach(host -> hosts.put(host, host.replace("*.", "any.")));
                    Stream.concat(when.only().stream(), when.not().stream())
                            .forEach(path -> paths.put(path.pattern(), path.example()));
                });
        List<Asked> asked = new ArrayList<>();
        hosts.forEach((host, name) -> paths.forEach(
                (path, example) -> asked.add(new Asked(new Visit(name, "GET", example, at), host + ", " + path))));
        return asked;
    }
}
