package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One voice of the vote: the files of one publisher, which answer as one.
 *
 * <p>For each address the first file, in the order of the settings, that says anything speaks for the publisher; the others are
 * heard only where it is silent. Answers are never mixed field by field: a country of one file with a subdivision of another would be
 * a statement that nobody made.
 *
 * @param name as the settings give it
 * @param sources in the order of the settings
 */
record Publisher(String name, List<Source> sources) {

    Publisher {
        sources = List.copyOf(sources);
    }

    /** Publishers in the order in which the settings first name them. */
    static List<Publisher> of(List<Source> sources) {
        Map<String, List<Source>> byName = new LinkedHashMap<>();
        for (Source source : sources) {
            byName.computeIfAbsent(source.publisher(), name -> new ArrayList<>())
                    .add(source);
        }
        return byName.entrySet().stream()
                .map(entry -> new Publisher(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Those that say where addresses are. */
    static List<Publisher> voting(List<Source> sources) {
        return of(sources.stream().filter(Source::votes).toList());
    }

    /** What to do where the publisher's databases together answer for one family only; an operator's geofeed may. */
    Optional<String> missingFamily() {
        boolean v4 = sources.stream().anyMatch(Source::hasV4);
        boolean v6 = sources.stream().anyMatch(Source::hasV6);
        if (v4 && v6 || sources.stream().noneMatch(GeoDatabase.class::isInstance)) {
            return Optional.empty();
        }
        String files = String.join(", ", sources.stream().map(Source::file).toList());
        String missing = v4 ? "IPv6" : "IPv4";
        return Optional.of(files + " has no " + missing + " networks; use the combined file, or add the " + missing
                + " file under the same publisher (" + name + ").");
    }

    /** The one answer out of those of its files. */
    static Facts speaking(List<Facts> inOrder) {
        return inOrder.stream().filter(facts -> !facts.isSilent()).findFirst().orElse(Facts.NONE);
    }

    /** The publisher's one answer for every address of a family, as ids of {@code all}, where silence is id 0. */
    IpRanges answers(Function<NetworkMap, IpRanges> family, Interned<Facts> all) {
        IpRanges answers = IpRanges.whole(0);
        for (Source source : sources) {
            NetworkMap networks = source.networks();
            int[] ids = networks.facts().stream()
                    .map(Facts::place)
                    .mapToInt(all::idOf)
                    .toArray();
            IpRanges own = family.apply(networks).map(local -> ids[local]);
            answers = IpRanges.join(answers, own, (first, next) -> first == 0 ? next : first);
        }
        return answers;
    }
}
