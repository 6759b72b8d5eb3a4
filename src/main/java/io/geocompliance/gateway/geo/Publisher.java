package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One voice of the vote: the databases of one publisher, which answer as one.
 *
 * <p>For each address the first database, in the order of the settings, that says anything speaks for the publisher; the others are
 * heard only where it is silent. Answers are never mixed field by field: a country of one file with a subdivision of another would be
 * a statement that nobody made.
 *
 * @param name as the settings give it
 * @param databases in the order of the settings
 */
record Publisher(String name, List<GeoDatabase> databases) {

    Publisher {
        databases = List.copyOf(databases);
    }

    /** Publishers in the order in which the settings first name them. */
    static List<Publisher> of(List<GeoDatabase> databases) {
        Map<String, List<GeoDatabase>> byName = new LinkedHashMap<>();
        for (GeoDatabase database : databases) {
            byName.computeIfAbsent(database.identity().publisher(), name -> new ArrayList<>())
                    .add(database);
        }
        return byName.entrySet().stream()
                .map(entry -> new Publisher(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What to do where the publisher's databases together answer for one family only. */
    Optional<String> missingFamily() {
        boolean v4 = databases.stream().anyMatch(GeoDatabase::hasV4);
        boolean v6 = databases.stream().anyMatch(GeoDatabase::hasV6);
        if (v4 && v6) {
            return Optional.empty();
        }
        String files = String.join(
                ", ",
                databases.stream().map(database -> database.identity().file()).toList());
        String missing = v4 ? "IPv6" : "IPv4";
        return Optional.of(files + " has no " + missing + " networks; use the combined file, or add the " + missing
                + " file under the same publisher (" + name + ").");
    }

    /** The one answer out of those of its databases. */
    static Facts speaking(List<Facts> inOrder) {
        return inOrder.stream().filter(facts -> !facts.isSilent()).findFirst().orElse(Facts.NONE);
    }

    /** The publisher's one answer for every address of a family, as ids of {@code all}, where silence is id 0. */
    IpRanges answers(Function<NetworkMap, IpRanges> family, Interned<Facts> all) {
        IpRanges answers = IpRanges.whole(0);
        for (GeoDatabase database : databases) {
            NetworkMap networks = database.networks();
            int[] ids = networks.facts().stream().mapToInt(all::idOf).toArray();
            IpRanges own = family.apply(networks).map(local -> ids[local]);
            answers = IpRanges.join(answers, own, (first, next) -> first == 0 ? next : first);
        }
        return answers;
    }
}
