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
                List<String> failed = LoadGate.problems(file, opened, inForce(file, live));
                if (failed.isEmpty()) {
                    sources.add(opened);
                } else {
                    refuse(file, failed);
                }
            } catch (GeoDatabaseException e) {
                refuse(file, e.problems());
            }
        }
        if (settings.databases().isEmpty()) {
            problems.add("geo.databases names no database: name at least one.");
        }
        settings.geofeeds().forEach(feed -> sources.add(new Geofeed(feed)));
    }

    private void refuse(GeoSettings.Database file, List<String> why) {
        problems.addAll(why);
        refused.add(file.publisher());
    }

    /** The same source: the same file of the same publisher. */
    private static Optional<GeoDatabase> inForce(GeoSettings.Database file, List<Source> live) {
        return live.stream()
                .filter(source -> source.file().equals(file.file().toString())
                        && source.publisher().equals(file.publisher()))
                .filter(GeoDatabase.class::isInstance)
                .map(GeoDatabase.class::cast)
                .findFirst();
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
