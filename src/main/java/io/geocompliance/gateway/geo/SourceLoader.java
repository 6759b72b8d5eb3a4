package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens every file of the settings, goes on after each that is refused, and keeps apart what went into force from what did not. */
final class SourceLoader {

    private final List<Source> sources = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> refused = new LinkedHashSet<>();

    /**
     * @param live the sources in force, to which new builds of the same files are compared; none at the start
     */
    SourceLoader(GeoSettings settings, List<Source> live) {
        for (GeoSettings.Database file : settings.databases()) {
            try {
                GeoDatabase opened = DatabaseLoader.load(file);
                List<String> failed = LoadGate.problems(file, opened, inForce(opened, live, settings));
                if (failed.isEmpty()) {
                    sources.add(opened);
                } else {
                    refuse(file, failed);
                }
            } catch (GeoDatabaseException e) {
                refuse(file, e.problems());
            }
        }
        if (settings.databases().isEmpty() && settings.headers().isEmpty()) {
            problems.add("geo.databases names no database: name at least one.");
        }
        settings.geofeeds().forEach(feed -> sources.add(new Geofeed(feed)));
    }

    private void refuse(GeoSettings.Database file, List<String> why) {
        problems.addAll(why);
        refused.add(file.publisher());
    }

    /**
     * What a file takes the place of: the same file; else, since some carry the date of their build in their name, the publisher's only
     * one of the same kind that the settings name no more.
     */
    private static Optional<GeoDatabase> inForce(GeoDatabase opened, List<Source> live, GeoSettings settings) {
        List<GeoDatabase> publishers = live.stream()
                .filter(source -> source.publisher().equals(opened.publisher()))
                .filter(GeoDatabase.class::isInstance)
                .map(GeoDatabase.class::cast)
                .toList();
        List<GeoDatabase> replaced = publishers.stream()
                .filter(source -> source.schema() == opened.schema())
                .filter(source -> settings.databases().stream()
                        .noneMatch(file -> file.file().toString().equals(source.file())))
                .toList();
        return publishers.stream()
                .filter(source -> source.file().equals(opened.file()))
                .findFirst()
                .or(() -> replaced.size() == 1 ? Optional.of(replaced.get(0)) : Optional.empty());
    }

    /** In the order of the settings, geofeeds last. */
    List<Source> sources() {
        return sources;
    }

    /** A sentence for each thing that is wrong. */
    List<String> problems() {
        return problems;
    }

    /** Publishers of the files that were refused. */
    Set<String> refused() {
        return refused;
    }
}
