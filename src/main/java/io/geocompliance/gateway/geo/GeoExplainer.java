package io.geocompliance.gateway.geo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The evidence behind a place, for operators; never on the request path.
 *
 * <p>It belongs to one generation and so does its cache: an answer can't outlive the databases it came from. Addresses asked about
 * are forgotten after {@link #REMEMBERED}.
 */
public final class GeoExplainer {

    /** The cache's bound on the text and votes it keeps, in characters and entries; about 1 MiB of heap. */
    private static final long MAX_WEIGHT = 400_000;

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final List<Publisher> publishers;
    private final List<GeoDatabase> databases;
    private final Electorate electorate;
    private final RegionTable table;
    private final Cache<Question, GeoExplanation> answers = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher(GeoExplainer::weight)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    GeoExplainer(List<GeoDatabase> databases, Electorate electorate, RegionTable table) {
        this.databases = List.copyOf(databases);
        this.publishers = Publisher.of(databases);
        this.electorate = electorate;
        this.table = table;
    }

    /** Why an IPv4 address is where it is. */
    public GeoExplanation explain(int v4Bits) {
        return answers.get(new Question(true, 0, v4Bits), question -> explain(question, table.placeOf(v4Bits)));
    }

    /** Why an IPv6 address, given as its upper and lower 64 bits, is where it is. */
    public GeoExplanation explain(long high, long low) {
        return answers.get(new Question(false, high, low), question -> explain(question, table.placeOf(high, low)));
    }

    private GeoExplanation explain(Question question, Place place) {
        Map<GeoDatabase, Facts> facts = new HashMap<>();
        List<GeoExplanation.Evidence> evidence = new ArrayList<>();
        for (GeoDatabase database : databases) {
            GeoDatabase.Answer answer = ask(database, question);
            facts.put(database, answer.facts());
            evidence.add(new GeoExplanation.Evidence(
                    database.identity(), answer.network().map(NetworkText::of), answer.facts(), answer.detail()));
        }
        List<Facts> said = publishers.stream()
                .map(publisher -> Publisher.speaking(
                        publisher.databases().stream().map(facts::get).toList()))
                .toList();
        return new GeoExplanation(place, evidence, place.equals(Electorate.RESERVED) ? List.of() : regions(said));
    }

    private List<GeoExplanation.RegionVotes> regions(List<Facts> said) {
        return electorate.regions().stream()
                .map(region -> {
                    Map<String, Vote> votes = electorate.votes(region, said);
                    return new GeoExplanation.RegionVotes(
                            region.name(), Electorate.holds(region, votes), region.quorum(), votes);
                })
                .toList();
    }

    /** All records were decoded when the file was loaded, so a failure here is a fault of ours; it names no address. */
    private static GeoDatabase.Answer ask(GeoDatabase database, Question question) {
        try {
            return question.isV4() ? database.v4((int) question.low()) : database.v6(question.high(), question.low());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    database.identity().file() + " can't be read",
                    new IOException(e.getClass().getName()));
        }
    }

    private static int weight(Question question, GeoExplanation answer) {
        int votes = answer.regions().stream()
                .mapToInt(region -> region.votes().size())
                .sum();
        return 100 + 200 * answer.evidence().size() + 50 * votes;
    }

    /** An address asked about; prints nothing of it. */
    private record Question(boolean isV4, long high, long low) {
        @Override
        public String toString() {
            return "(an address)";
        }
    }
}
