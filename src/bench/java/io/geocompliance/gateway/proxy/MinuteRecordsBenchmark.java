package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.admin.Metrics;
import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.proxy.front.ListeningSockets;
import io.geocompliance.gateway.response.Fields;
import io.geocompliance.gateway.rules.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a record costs an event loop that has made an equal one this minute. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MinuteRecordsBenchmark {

    private static final AuditRecord.Result INJECTED =
            AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG));

    private final MinuteRecords records = new MinuteRecords(InstantSource.system());

    private AuditLog log;
    private Evidence evidence;
    private Fragment served;

    /** A document that is asked for, and nothing else. */
    private record Page() implements Fields {

        @Override
        public List<String> all(String name) {
            return name.equalsIgnoreCase("Accept") ? List.of("text/html") : List.of();
        }

        @Override
        public Iterable<String> names() {
            return List.of("Accept");
        }
    }

    @Setup
    public void build() throws Exception {
        Config config = Config.embedded(Overrides.NONE, name -> null);
        Snapshot snapshot = Snapshots.build(config);
        Path directory = Files.createTempDirectory("records");
        log = JsonLinesLog.open(AuditSettings.forCommand(directory, directory.resolve("key")), Instant::now, "bench");
        Visit visit = new Visit("news.example", "GET", "/news/1", Instant.now());
        Ruling.Sender sender = new Ruling.Sender(
                new ClientAddress.Known(AddressLiteral.parse("77.88.8.8").orElseThrow()), Told.BY_NOBODY);
        Conduct conduct = Conduct.of(
                snapshot,
                Ruling.of(snapshot, sender, visit),
                new Conduct.Request("news.example", new Page()),
                config.proxy().origins().get(0));
        ProxyServer.Surroundings surroundings = new ProxyServer.Surroundings(
                () -> snapshot,
                log,
                new ListeningSockets(),
                InstantSource.system(),
                new ProxyCounters(Metrics.DURATION_BOUNDS_SECONDS));
        evidence = new Evidence(surroundings, records, snapshot, conduct, 0, Optional.empty());
        served = conduct.shown(conduct.ruling().notice().orElseThrow(), null, false)
                .fragment();
    }

    @TearDown
    public void close() throws Exception {
        log.close();
    }

    @Benchmark
    public AuditRecord found() {
        return records.of(evidence, 200, INJECTED, served);
    }

    @Benchmark
    public AuditRecord made() {
        return evidence.record(200, INJECTED, served);
    }
}
