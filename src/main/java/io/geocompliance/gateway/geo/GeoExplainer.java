package io.geocompliance.gateway.geo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final List<Source> sources;
    private final NetworkEvidence networks;
    private final Electorate electorate;
    private final RegionTable table;
    private final Optional<GeoSettings.Headers> headers;
    private final Cache<Question, GeoExplanation> answers = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher(GeoExplainer::weight)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    GeoExplainer(List<Source> sources, NetworkEvidence networks, Verdicts verdicts) {
        this.sources = List.copyOf(sources);
        this.networks = networks;
        this.publishers = Publisher.voting(sources);
        this.electorate = verdicts.electorate();
        this.table = verdicts.table();
        this.headers = verdicts.headers();
    }

    /**
     * Those who decide.
     *
     * @param headers where somebody in front speaks
     */
    record Verdicts(Electorate electorate, RegionTable table, Optional<GeoSettings.Headers> headers) {}

    /** Why an IPv4 address is where it is. */
    public GeoExplanation explain(int v4Bits, Told told) {
        return answers.get(
                new Question(true, 0, v4Bits & 0xFFFF_FFFFL, told),
                question -> explain(question, table.placeOf(v4Bits, told)));
    }

    /** Why an IPv6 address, given as its upper and lower 64 bits, is where it is. */
    public GeoExplanation explain(long high, long low, Told told) {
        return answers.get(
                new Question(false, high, low, told), question -> explain(question, table.placeOf(high, low, told)));
    }

    /** Why a visitor without an address is where somebody in front says. */
    public GeoExplanation explain(Told told) {
        List<Facts> said = electorate.heard(List.of(), told.says());
        return new GeoExplanation(table.placeOf(told), told(told), NetworkFacts.NONE, regions(said, NetworkFacts.NONE));
    }

    private List<GeoExplanation.Evidence> told(Told told) {
        return headers.stream()
                .map(fields -> new GeoExplanation.Evidence(
                        new GeoExplanation.Speaker(
                                "header " + fields.country(), fields.publisher(), told.believed(), Optional.empty()),
                        Optional.empty(),
                        told.says(),
                        Optional.empty()))
                .toList();
    }

    private GeoExplanation explain(Question question, Place place) {
        Map<Source, Facts> facts = new LinkedHashMap<>();
        List<GeoExplanation.Evidence> evidence = new ArrayList<>();
        for (Source source : sources) {
            Source.Answer answer = ask(source, question);
            facts.put(source, answer.facts());
            evidence.add(new GeoExplanation.Evidence(
                    new GeoExplanation.Speaker(source.file(), source.publisher(), source.votes(), source.identity()),
                    answer.network(),
                    answer.facts(),
                    answer.detail()));
        }
        evidence.addAll(told(question.told()));
        List<Facts> said = electorate.heard(
                publishers.stream()
                        .map(publisher -> Publisher.speaking(publisher.sources().stream()
                                .map(facts::get)
                                .map(Facts::place)
                                .toList()))
                        .toList(),
                question.told().says());
        NetworkFacts network =
                networks.of(question.isV4(), question.high(), question.low(), List.copyOf(facts.values()));
        return new GeoExplanation(
                place, evidence, network, place.equals(Electorate.RESERVED) ? List.of() : regions(said, network));
    }

    private List<GeoExplanation.RegionVotes> regions(List<Facts> said, NetworkFacts network) {
        return electorate.polls(said, network).stream()
                .map(poll -> new GeoExplanation.RegionVotes(
                        poll.region().name(), poll.holds(), poll.region().quorum(), poll.votes()))
                .toList();
    }

    /** All records were decoded when the file was loaded, so a failure here is a fault of ours; it names no address. */
    private static Source.Answer ask(Source source, Question question) {
        try {
            return question.isV4() ? source.v4((int) question.low()) : source.v6(question.high(), question.low());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    source.file() + " can't be read",
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
    private record Question(boolean isV4, long high, long low, Told told) {
        @Override
        public String toString() {
            return "(an address)";
        }
    }
}
