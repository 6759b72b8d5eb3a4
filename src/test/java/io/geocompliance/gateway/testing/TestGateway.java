package io.geocompliance.gateway.testing;

import io.geocompliance.gateway.Gateway;
import io.geocompliance.gateway.Reload;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.proxy.ProxyCounters;
import io.geocompliance.gateway.proxy.upstream.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real gateway in this process, started from a configuration directory of its own. */
public final class TestGateway implements AutoCloseable {

    /** The log's writer waits for the disk, which on a machine that builds something else may take very long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Between two looks at the log, which leave the processor to the gateway. */
    private static final long LOOK_NANOS = 5_000_000;

    private final Path directory;
    private final Gateway gateway;

    private TestGateway(Path directory, Gateway gateway) {
        this.directory = directory;
        this.gateway = gateway;
    }

    public static TestGateway start(GatewayYaml yaml) {
        return start(yaml, InstantSource.system());
    }

    public static TestGateway start(GatewayYaml yaml, InstantSource clock) {
        try {
            Path directory = Files.createTempDirectory("gateway-test");
            Path file = yaml.write(directory);
            Reload.Source source = () -> Config.read(file, Overrides.NONE, name -> null);
            return new TestGateway(directory, Gateway.start(source.read(), source, clock));
        } catch (Exception e) {
            throw new IllegalStateException("the gateway under test did not start", e);
        }
    }

    public int port() {
        return port(0);
    }

    public int port(int listener) {
        return gateway.port(listener);
    }

    public int adminPort() {
        return gateway.adminPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What went over the wire so far. */
    public ProxyCounters counters() {
        return gateway.counters();
    }

    /** The sites behind, in the order of the settings. */
    public List<Site> sites() {
        return gateway.sites();
    }

    /** Whether nothing is under way to any origin, at the latest when the patience is over. */
    public boolean awaitNothingInFlight(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (sites().stream().anyMatch(site -> site.inFlight() != 0 || site.waiting() != 0)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    /** A new connection to the first listener. */
    public RawClient client() {
        return RawClient.to(port());
    }

    /** Has its files read again; what was wrong, empty if it is in force. */
    public List<String> reload() {
        return gateway.reload()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .problems();
    }

    /** What the admin port says. */
    public String admin(String path) {
        try (RawClient client = RawClient.to(adminPort())) {
            return client.get(path, "Host: 127.0.0.1:" + adminPort(), "Connection: close")
                    .text();
        }
    }

    public void stop() {
        gateway.stop();
    }

    /** As on a first SIGTERM; completes when the gateway has stopped. */
    public CompletableFuture<Void> stopping() {
        return CompletableFuture.runAsync(gateway::stop);
    }

    /** As on a second one. */
    public void hurry() {
        gateway.hurry();
    }

    @Override
    public void close() {
        gateway.hurry();
        gateway.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The records of decisions, in their order.
     *
     * @param atLeast how many to wait for: the log's writer is a thread of its own
     */
    public List<String> decisions(int atLeast) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> records = decisions();
        while (records.size() < atLeast && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            records = decisions();
        }
        return records;
    }

    /** The first record that holds this text; an earlier visit's, which may come late, is passed over. */
    public String decisionWith(String text) {
        int before = decisionsUntil(0, text).size();
        return decisions(before + 1).get(before);
    }

    /** The records after the first {@code skip}, up to the one that holds this text and without it. */
    public List<String> decisionsUntil(int skip, String text) {
        List<String> records = List.of();
        for (int enough = skip + 1; ; enough = records.size() + 1) {
            records = decisions(enough);
            List<String> fresh = records.subList(Math.min(skip, records.size()), records.size());
            for (int index = 0; index < fresh.size(); index++) {
                if (fresh.get(index).contains(text)) {
                    return fresh.subList(0, index);
                }
            }
            if (records.size() < enough) {
                throw new AssertionError("no record holds " + text + " within " + PATIENCE);
            }
        }
    }

    private List<String> decisions() {
        return auditLines().stream()
                .filter(line -> line.startsWith("{\"ty\":\"dec\"") && line.endsWith("}"))
                .toList();
    }

    /** Everything the evidence log holds so far; the last line may be in the making. */
    public List<String> auditLines() {
        return LiveFiles.ofLines(directory.resolve("audit")).stream()
                .flatMap(TestGateway::lines)
                .toList();
    }

    /** Where its configuration is and where it writes. */
    public Path directory() {
        return directory;
    }

    /** Without index and salt, in which any two lines differ. */
    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(DecisionTail::unsealed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
