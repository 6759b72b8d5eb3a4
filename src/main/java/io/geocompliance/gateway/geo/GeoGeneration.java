package io.geocompliance.gateway.geo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Databases and regions that went into force together: the table for requests, and the evidence from the very same files. */
public final class GeoGeneration {

    private final Recipe recipe;
    private final List<Source> sources;
    private final List<DatabaseIdentity> databases;
    private final List<String> builds;
    private final Instant oldestBuild;
    private final RegionTable table;
    private final GeoExplainer explainer;

    private GeoGeneration(Recipe recipe, List<Source> sources, RegionTable table, GeoExplainer explainer) {
        this.recipe = recipe;
        this.sources = sources;
        this.databases =
                sources.stream().flatMap(source -> source.identity().stream()).toList();
        this.builds = this.databases.stream().map(DatabaseIdentity::build).toList();
        this.oldestBuild = sources.stream()
                .filter(Source::votes)
                .flatMap(source -> source.identity().stream())
                .map(DatabaseIdentity::builtAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        this.table = table;
        this.explainer = explainer;
    }

    /**
     * Opens, checks and compiles; takes seconds for a city database, so never on an event loop.
     *
     * @throws GeoDatabaseException with every problem found; nothing is kept then
     */
    public static GeoGeneration open(GeoSettings settings, List<Region> regions) throws GeoDatabaseException {
        return open(settings, regions, Optional.empty());
    }

    /**
     * As {@link #open(GeoSettings, List)}, to take the place of another; that one itself where nothing it was made of has changed.
     *
     * @param live the generation in force, to which new builds of its databases are compared
     */
    public static GeoGeneration open(GeoSettings settings, List<Region> regions, Optional<GeoGeneration> live)
            throws GeoDatabaseException {
        Recipe recipe = new Recipe(settings, regions);
        if (live.isPresent() && live.get().isMadeBy(recipe)) {
            return live.get();
        }
        SourceLoader loader = new SourceLoader(
                settings, live.map(generation -> generation.sources).orElse(List.of()));
        List<String> problems = new ArrayList<>(loader.problems());
        List<Source> sources = loader.sources();
        if (!problems.isEmpty()) {
            // Who votes is known only of files that opened; whom the settings name is the most there can be.
            List<String> named = settings.databases().stream()
                    .map(GeoSettings.Database::publisher)
                    .distinct()
                    .toList();
            regions.forEach(region -> checkQuorum(region, named, problems));
            throw new GeoDatabaseException(problems, loader.refused());
        }
        List<Publisher> voters = Publisher.voting(sources);
        List<String> names = voters.stream().map(Publisher::name).toList();
        check(voters, sources, problems);
        problems.addAll(NetworkEvidence.unanswerable(regions, sources));
        regions.forEach(region -> checkQuorum(region, names, problems));
        if (!problems.isEmpty()) {
            throw new GeoDatabaseException(problems);
        }
        Electorate electorate = new Electorate(names, regions);
        NetworkEvidence networks = new NetworkEvidence(feeds(sources), settings.networkLists(), regions);
        RegionTable table = new RegionTableCompiler(sources, networks, electorate).compile();
        List<Source> compiled = sources.stream().map(Source::withoutNetworks).toList();
        return new GeoGeneration(recipe, compiled, table, new GeoExplainer(compiled, networks, electorate, table));
    }

    /** What it is made by; with the same files it would be the same. */
    private record Recipe(GeoSettings settings, List<Region> regions) {
        private Recipe {
            regions = List.copyOf(regions);
        }
    }

    private boolean isMadeBy(Recipe other) {
        return recipe.equals(other) && recipe.settings().databases().stream().allMatch(this::isStillThere);
    }

    private boolean isStillThere(GeoSettings.Database database) {
        try {
            String sha256 = DatabaseLoader.sha256(Files.readAllBytes(database.file()));
            return databases.stream()
                            .anyMatch(opened ->
                                    opened.file().equals(database.file().toString())
                                            && opened.publisher().equals(database.publisher())
                                            && opened.sha256().equals(sha256))
                    && LoadGate.otherHash(database.file(), sha256).isEmpty();
        } catch (IOException e) {
            return false; // opening it says why
        }
    }

    private static List<Geofeed> feeds(List<Source> sources) {
        return sources.stream()
                .filter(Geofeed.class::isInstance)
                .map(Geofeed.class::cast)
                .toList();
    }

    private static void check(List<Publisher> voters, List<Source> sources, List<String> problems) {
        if (voters.isEmpty()) {
            problems.add("No database says where addresses are: add a country or city database to geo.databases.");
        }
        voters.forEach(publisher -> publisher.missingFamily().ifPresent(problems::add));
        Publisher.of(sources.stream().filter(source -> !source.votes()).toList())
                .forEach(publisher -> publisher.missingFamily().ifPresent(problems::add));
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

    /** Whether a database that places addresses is older than that at a time: networks move, a tenth of some regions in a quarter. */
    public boolean isOlderThan(Duration age, Instant at) {
        return oldestBuild.isBefore(at.minus(age));
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
