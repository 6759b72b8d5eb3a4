package io.geocompliance.gateway.geo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Databases and regions that went into force together: the table for requests, and the evidence from the very same files. */
public final class GeoGeneration {

    private final Recipe recipe;
    private final List<Source> sources;
    private final List<DatabaseIdentity> databases;
    private final List<String> builds;
    private final String buildsLine;
    private final Instant oldestBuild;
    private final RegionTable table;
    private final GeoExplainer explainer;
    private final List<String> headerNames;
    private final List<Told> words;
    private final boolean decidedInFront;

    private GeoGeneration(Recipe recipe, List<Source> sources, Electorate electorate, Compiled compiled) {
        this.recipe = recipe;
        this.sources = sources;
        this.databases =
                sources.stream().flatMap(source -> source.identity().stream()).toList();
        this.builds = Stream.concat(
                        this.databases.stream().map(DatabaseIdentity::build),
                        recipe.settings().headers().stream().map(fields -> fields.publisher() + "@header"))
                .toList();
        this.buildsLine = String.join(",", builds);
        this.oldestBuild = sources.stream()
                .filter(Source::votes)
                .flatMap(source -> source.identity().stream())
                .map(DatabaseIdentity::builtAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        this.table = compiled.table();
        this.explainer = compiled.explainer();
        this.words =
                electorate.words().stream().map(says -> new Told(true, says)).toList();
        this.headerNames =
                recipe.settings().headers().map(GeoSettings.Headers::names).orElse(List.of());
        this.decidedInFront = sources.stream().noneMatch(Source::votes)
                && NetworkEvidence.asking(recipe.regions()).isEmpty();
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
            List<String> named = Stream.concat(
                            settings.databases().stream().map(GeoSettings.Database::publisher),
                            settings.headers().stream().map(GeoSettings.Headers::publisher))
                    .distinct()
                    .toList();
            regions.forEach(region -> checkQuorum(region, named, problems));
            throw new GeoDatabaseException(problems, loader.refused());
        }
        List<Publisher> voters = Publisher.voting(sources);
        Electorate electorate = new Electorate(
                voters.stream().map(Publisher::name).toList(),
                settings.headers().map(GeoSettings.Headers::publisher),
                regions);
        check(electorate, voters, sources, problems);
        problems.addAll(NetworkEvidence.unanswerable(regions, sources));
        regions.forEach(region -> checkQuorum(region, electorate.publishers(), problems));
        if (!problems.isEmpty()) {
            throw new GeoDatabaseException(problems);
        }
        NetworkEvidence networks = new NetworkEvidence(feeds(sources), settings.networkLists(), regions);
        RegionTable table = new RegionTableCompiler(sources, networks, electorate).compile();
        List<Source> compiled = sources.stream().map(Source::withoutNetworks).toList();
        GeoExplainer.Verdicts verdicts = new GeoExplainer.Verdicts(electorate, table, settings.headers());
        GeoExplainer explainer = new GeoExplainer(compiled, networks, verdicts);
        return new GeoGeneration(recipe, compiled, electorate, new Compiled(table, explainer));
    }

    /** What requests and operators ask. */
    private record Compiled(RegionTable table, GeoExplainer explainer) {}

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

    private static void check(
            Electorate electorate, List<Publisher> voters, List<Source> sources, List<String> problems) {
        if (electorate.publishers().isEmpty()) {
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
                    "Region " + region.name() + " asks for " + region.quorum() + " publishers, and the sources have "
                            + publishers.size() + " (" + String.join(", ", publishers)
                            + "): add a database of another publisher or lower the quorum.");
        }
    }

    /** Whether a database that places addresses is older than that at a time: networks move, a tenth of some regions in a quarter. */
    public boolean isOlderThan(Duration age, Instant at) {
        return oldestBuild.getEpochSecond() < at.getEpochSecond() - age.toSeconds();
    }

    /**
     * What is said of a visitor's place in front.
     *
     * @param lines all values of the named field, one per line; asked only for a trusted peer's request
     */
    public Told told(Function<String, List<String>> lines) {
        return recipe.settings()
                .headers()
                .map(fields -> new Told(true, HeaderFields.read(fields, lines)))
                .orElse(Told.BY_NOBODY);
    }

    /** Names of the fields in which that is said. */
    public List<String> headerNames() {
        return headerNames;
    }

    /** What those fields could say that regions ask for; nothing if nobody listens. */
    public List<Told> words() {
        return words;
    }

    /** Whether those fields, and nothing of the address, say which region a visitor is in. */
    public boolean isDecidedInFront() {
        return decidedInFront;
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

    /** {@code publisher@buildEpoch} of each database, and {@code publisher@header} of who speaks in front; for records. */
    public List<String> builds() {
        return builds;
    }

    /** The same with commas between, as records say it. */
    public String buildsLine() {
        return buildsLine;
    }
}
