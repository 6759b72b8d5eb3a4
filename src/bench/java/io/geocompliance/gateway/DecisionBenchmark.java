package io.geocompliance.gateway;

import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.proxy.Conduct;
import io.geocompliance.gateway.proxy.Ruling;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.response.Fields;
import io.geocompliance.gateway.response.HeadLanguages;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.response.OriginResponse;
import io.geocompliance.gateway.response.Verdict;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the embedded rules and the header policy cost a page, for a visitor who is due the notice and for one who is not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {

    /** Of a Russian visitor and of a German one. */
    @Param({"77.88.8.8", "88.198.0.1"})
    private String visitor;

    private final Visit visit = new Visit("news.example", "GET", "/news/1", Instant.parse("2026-11-29T12:00:00Z"));
    private final Fields request = new Lines(Map.of(
            "Accept",
            List.of("text/html,application/xhtml+xml,*/*;q=0.8"),
            "Accept-Language",
            List.of("ru,en;q=0.5"),
            "Accept-Encoding",
            List.of("gzip, deflate, br")));
    private final Fields answer = new Lines(Map.of(
            "Content-Type",
            List.of("text/html; charset=utf-8"),
            "Cache-Control",
            List.of("public, max-age=60"),
            "ETag",
            List.of("\"6b0c7751-1f40\""),
            "Last-Modified",
            List.of("Sun, 29 Nov 2026 11:00:00 GMT"),
            "Vary",
            List.of("Accept-Encoding")));

    private Snapshot snapshot;
    private OriginSettings origin;
    private Ruling.Sender sender;
    private Place place;
    private Conduct conduct;
    private OriginResponse response;
    private Verdict verdict;

    /** Fields by name, whatever its case. */
    private record Lines(Map<String, List<String>> byName) implements Fields {

        private Lines {
            Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            sorted.putAll(byName);
            byName = sorted;
        }

        @Override
        public List<String> all(String name) {
            return byName.getOrDefault(name, List.of());
        }

        @Override
        public Iterable<String> names() {
            return byName.keySet();
        }
    }

    @Setup
    public void build() throws Exception {
        Config config = Config.embedded(Overrides.NONE, name -> null);
        snapshot = Snapshots.build(config);
        origin = config.proxy().origins().get(0);
        sender = new Ruling.Sender(
                new ClientAddress.Known(AddressLiteral.parse(visitor).orElseThrow()), Told.BY_NOBODY);
        place = snapshot.placeOf(sender.asker(), sender.told());
        conduct = conduct();
        response = new OriginResponse("GET", 200, answer, true);
        verdict = verdict();
    }

    @Benchmark
    public Decision decision() {
        return snapshot.rules().decide(place, visit);
    }

    /** The lookup, the decision, and what they mean for the headers. */
    @Benchmark
    public Conduct conduct() {
        return Conduct.of(
                snapshot, Ruling.of(snapshot, sender, visit), new Conduct.Request("news.example", request), origin);
    }

    @Benchmark
    public List<HeaderEdit> requestEdits() {
        return conduct.requestEdits();
    }

    @Benchmark
    public Verdict verdict() {
        return conduct.headers().verdict(conduct.treatment(), response);
    }

    @Benchmark
    public List<HeaderEdit> responseEdits() {
        return conduct.headers().responseEdits(verdict, response, new HeadLanguages("ru", "ru"));
    }
}
