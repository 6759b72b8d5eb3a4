package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.List;

/** Databases and regions that went into force together: the table for requests, and the evidence from the very same files. */
public final class GeoGeneration {

    private final List<DatabaseIdentity> databases;
    private final List<String> builds;
    private final RegionTable table;
    private final GeoExplainer explainer;

    private GeoGeneration(List<GeoDatabase> databases, RegionTable table, Electorate electorate) {
        this.databases = databases.stream().map(GeoDatabase::identity).toList();
        this.builds = this.databases.stream().map(DatabaseIdentity::build).toList();
        this.table = table;
        this.explainer = new GeoExplainer(databases, electorate, table);
    }

    /**
     * Opens, checks and compiles; takes seconds for a city database, so never on an event loop.
     *
     * @throws GeoDatabaseException with every problem found; nothing is kept then
     */
    public static GeoGeneration open(GeoSettings settings, List<Region> regions) throws GeoDatabaseException {
        List<String> problems = new ArrayList<>();
        List<GeoDatabase> databases = new ArrayList<>();
        for (GeoSettings.Database file : settings.databases()) {
            try {
                databases.add(DatabaseLoader.load(file));
            } catch (GeoDatabaseException e) {
                problems.addAll(e.problems());
            }
        }
        if (settings.databases().isEmpty()) {
            problems.add("geo.databases names no database: name at least one.");
        }
        if (problems.isEmpty()) {
            Publisher.of(databases)
                    .forEach(publisher -> publisher.missingFamily().ifPresent(problems::add));
        }
        List<String> publishers = settings.databases().stream()
                .map(GeoSettings.Database::publisher)
                .distinct()
                .toList();
        regions.forEach(region -> checkQuorum(region, publishers, problems));
        if (!problems.isEmpty()) {
            throw new GeoDatabaseException(problems);
        }
        Electorate electorate = new Electorate(publishers, regions);
        RegionTable table = new RegionTableCompiler(Publisher.of(databases), electorate).compile();
        return new GeoGeneration(
                databases.stream().map(GeoDatabase::withoutNetworks).toList(), table, electorate);
    }

    private static void checkQuorum(Region region, List<String> publishers, List<String> problems) {
        if (region.quorum() < 1) {
            problems.add(
                    "Region " + region.name() + " asks for a quorum of " + region.quorum() + ": ask for 1 or more.");
        } else if (region.quorum() > publishers.size()) {
            problems.add(
                    "Region " + region.name() + " asks for " + region.quorum() + " publishers, and the databases have "
                            + publishers.size() + " (" + String.join(", ", publishers)
                            + "): add a database of another publisher or lower the quorum.");
        }
    }

    /** For requests. */
    public RegionTable table() {
        return table;
    }

    /** For operators, off the request path. */
    public GeoExplainer explainer() {
        return explainer;
    }

    /** In the order of the settings. */
    public List<DatabaseIdentity> databases() {
        return databases;
    }

    /** {@code publisher@buildEpoch} of each database, for records. */
    public List<String> builds() {
        return builds;
    }
}
