package io.geocompliance.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.geocompliance.gateway.Gateway;
import io.geocompliance.gateway.Reload;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.testing.Corpus;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayProcess;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Generation;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running gateway does with new files, good and bad: one or the other generation answers, never a mixture. */
@Timeout(120)
class ReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GOOD = "geogate_config_last_reload_successful 1.0";
    private static final String REFUSED = "geogate_config_last_reload_successful 0.0";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @TempDir
    Path directory;

    private TestGateway gateway;
    private Path set;

    @BeforeEach
    void answer() {
        world.origin().answer(OriginReply.html("<!doctype html><title>t</title><body><p>text"));
    }

    private void start(String poll) {
        set = directory.resolve("set");
        if (!Files.exists(set)) {
            new Generation(1).writeTo(set);
        }
        gateway = world.start(Generation.in(set.toString(), world.yaml()).with("reload", "{poll: " + poll + "}"));
    }

    private Optional<Integer> generation() {
        try (RawClient visitor = gateway.client()) {
            RawResponse page = visitor.get("/news", Generation.VISITOR);
            assertThat(page.status()).isEqualTo(200);
            return Generation.saidBy(page);
        }
    }

    private void awaitGeneration(int number) {
        await(() -> generation().equals(Optional.of(number)), "generation " + number);
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time: " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void putsRulesNoticesAndDatabasesIntoForceTogether() {
        start("off");
        assertThat(generation()).contains(1);
        new Generation(2).writeTo(set);
        assertThat(generation()).as("not before it is told").contains(1);

        assertThat(gateway.reload()).isEmpty();

        assertThat(generation()).contains(2);
        assertThat(gateway.admin("/metrics")).contains(GOOD);
        assertThat(gateway.decisions(3).get(2)).contains("\"rule\":\"rule-2\"");
        assertThat(gateway.auditLines().stream().filter(line -> line.contains("\"ty\":\"ruleset\"")))
                .as("each set of rules is introduced")
                .hasSize(2);
    }

    @Test
    void seesFilesThatAreWrittenOverAndLinksThatAreSwapped() {
        new Generation(1).swapIn(directory, "set");
        start("30ms");
        assertThat(generation()).contains(1);
        new Generation(2).swapIn(directory, "set");
        awaitGeneration(2);
        new Generation(3).swapIn(directory, "set");
        awaitGeneration(3);

        Generation.write(
                set.resolve("notices/told/en.md"), new Generation(4).files().get("notices/told/en.md"));
        awaitGeneration(4);
    }

    @Test
    void retriesWhenWhatWasMissingArrives() throws Exception {
        start("30ms");
        world.expectLog("The new configuration is refused");
        world.expectLog("there is no file");
        byte[] database = Files.readAllBytes(set.resolve("places.mmdb"));
        Files.delete(set.resolve("places.mmdb"));
        await(() -> gateway.admin("/metrics").contains(REFUSED), "a refusal");
        assertThat(generation()).contains(1);

        Files.write(set.resolve("places.mmdb"), database);

        await(() -> gateway.admin("/metrics").contains(GOOD), "a success");
        assertThat(generation()).contains(1);
    }

    @Test
    void keepsWhatIsInForceWhateverIsWrong() throws Exception {
        start("off");
        byte[] rules = Files.readAllBytes(set.resolve("rules.yaml"));
        byte[] notice = Files.readAllBytes(set.resolve("notices/told/en.md"));

        refused("rules.yaml", "rules: [".getBytes(UTF_8), "rules.yaml:");
        Files.write(set.resolve("rules.yaml"), rules);
        refused(
                "rules.yaml",
                new String(rules, UTF_8)
                        .replace("rule: rule-1", "rule: none")
                        .replace(", notice: told", "")
                        .getBytes(UTF_8),
                "expected rule none, got rule-1");
        Files.write(set.resolve("rules.yaml"), rules);
        refused(
                "rules.yaml",
                new String(rules, UTF_8)
                        .replace("region: here", "region: there")
                        .getBytes(UTF_8),
                "there is no region");
        Files.write(set.resolve("rules.yaml"), rules);
        world.expectLog("there is no text en.md");
        refused("notices/told/en.md", new byte[] {(byte) 0xFF}, "not UTF-8");
        Files.write(set.resolve("notices/told/en.md"), notice);
        Files.writeString(gateway.directory().resolve("gateway.yaml"), "origins: 7");
        refused("notices/told/en.md", notice, "gateway.yaml:1:");
    }

    private void refused(String file, byte[] content, String part) throws IOException {
        Generation.write(set.resolve(file), content);
        world.expectLog("The new configuration is refused");
        world.expectLog(part);
        assertThat(gateway.reload())
                .as(file)
                .anySatisfy(problem -> assertThat(problem).contains(part));
        assertThat(generation()).contains(1);
        assertThat(gateway.admin("/metrics")).contains(REFUSED);
        assertThat(gateway.admin("/health/ready")).contains("\"ready\":true", "The last reload was refused");
        assertThat(gateway.admin("/")).contains("refused, what was in force stays");
    }

    @Test
    void answersFromMemoryWhileADatabaseIsOverwrittenOrCutShort() throws Exception {
        start("off");
        Path file = set.resolve("places.mmdb");
        byte[] whole = Files.readAllBytes(file);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(whole.length / 2);
        }
        refused("places.mmdb", Arrays.copyOf(whole, whole.length / 2), "places.mmdb ");
        refused("places.mmdb", new byte[whole.length], "places.mmdb has no MaxMind DB metadata");
        refused("places.mmdb", new Generation(1).database().bytesWithZeroedTree(), "places.mmdb is damaged");
        refused("places.mmdb", new Generation(1).database().buildEpoch(1).bytes(), "places.mmdb was built at");

        assertThat(gateway.admin("/metrics")).contains("geogate_geo_load_failures_total{database=\"places\"} 4.0");
        Files.write(file, whole);
        assertThat(gateway.reload()).isEmpty();
        assertThat(gateway.admin("/metrics"))
                .contains(GOOD, "geogate_geo_load_failures_total{database=\"places\"} 4.0");
    }

    @Test
    void keepsWhatIsInForceForEveryBrokenSample() throws Exception {
        start("off");
        for (String reader : List.of("libmaxminddb", "maxminddb-golang", "maxminddb-python")) {
            for (Path broken : Corpus.files("mmdb-bad/" + reader)) {
                refused("places.mmdb", Corpus.read(broken), "places.mmdb ");
            }
        }
    }

    @Test
    void aRequestKeepsTheGenerationItBeganWith() throws Exception {
        start("off");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch reloaded = new CountDownLatch(1);
        world.origin().answer(request -> {
            asked.countDown();
            try {
                reloaded.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return OriginReply.html("<!doctype html><title>t</title><body><p>slow");
        });
        try (RawClient visitor = gateway.client()) {
            visitor.send(RawClient.request("GET", "/slow", Generation.VISITOR));
            asked.await();
            new Generation(2).writeTo(set);
            assertThat(gateway.reload()).isEmpty();
            reloaded.countDown();
            assertThat(Generation.saidBy(visitor.receive())).contains(1);
        }
        assertThat(gateway.decisions(1).get(0)).contains("\"rule\":\"rule-1\"");
        assertThat(generation()).contains(2);
    }

    /** Rules of the second generation would meet the database of the third, and say of no visitor what is due. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsAgainWhatIsSwappedWhileItIsRead(boolean tested) throws Exception {
        swapIn(1, tested);
        Path file = Generation.in(directory.resolve("set").toString(), world.yaml())
                .with("reload", "{poll: off}")
                .write(directory);
        AtomicInteger reads = new AtomicInteger();
        Reload.Source source = () -> {
            Config read = Config.read(file, Overrides.NONE, name -> null);
            if (reads.incrementAndGet() == 2) {
                swapIn(3, tested);
            }
            return read;
        };
        Gateway started = Gateway.start(source.read(), source, InstantSource.system());
        try (RawClient visitor = RawClient.to(started.port(0))) {
            swapIn(2, tested);
            assertThat(started.reload().join().problems()).isEmpty();

            assertThat(Generation.saidBy(visitor.get("/", Generation.VISITOR))).contains(3);
            assertThat(reads).hasValue(3);
        } finally {
            started.stop();
        }
    }

    private void swapIn(int number, boolean tested) {
        new Generation(number).swapIn(directory, "set");
        if (!tested) {
            Path rules = directory.resolve("set/rules.yaml");
            String text = new String(new Generation(number).files().get("rules.yaml"), UTF_8);
            Generation.write(rules, text.substring(0, text.indexOf("tests:")).getBytes(UTF_8));
        }
    }

    @Test
    void saysWhichKeysNeedARestartAndAppliesTheRest() throws Exception {
        start("off");
        new Generation(2).writeTo(set);
        Path file = gateway.directory().resolve("gateway.yaml");
        String yaml = Files.readString(file);
        world.expectLog("in force only after a restart: origins or timeouts.");
        for (String changed : List.of("keepAlive: 2s", "keepAlive: 1s, reader: 30s")) {
            Files.writeString(file, yaml);
            assertThat(gateway.reload()).isEmpty();
            assertThat(gateway.admin("/metrics")).contains("geogate_config_restart_required 0.0");
            Files.writeString(file, yaml.replace("keepAlive: 1s", changed));
            assertThat(gateway.reload()).isEmpty();
            assertThat(gateway.admin("/metrics")).as(changed).contains("geogate_config_restart_required 1.0");
        }

        assertThat(generation()).contains(2);
        assertThat(gateway.admin("/health/ready")).contains("only after a restart: origins or timeouts.");
        Files.writeString(file, yaml);
        assertThat(gateway.reload()).isEmpty();
        assertThat(gateway.admin("/metrics")).contains("geogate_config_restart_required 0.0");
    }

    @Test
    void takesNewTrustedProxiesOver() throws Exception {
        start("off");
        Path file = gateway.directory().resolve("gateway.yaml");
        Files.writeString(file, "client: {trustedProxies: [192.0.2.0/24]}\n", StandardOpenOption.APPEND);
        assertThat(gateway.reload()).isEmpty();

        assertThat(generation()).as("what the visitor says of itself").isEmpty();
    }

    /** As nohup leaves it to all that it starts; the JVM respects that. */
    private static boolean isHangUpIgnored() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> Character.digit(line.charAt(line.length() - 1), 16) % 2 == 1);
        }
    }

    @Test
    void reloadsOnHangUp() throws Exception {
        assumeFalse(isHangUpIgnored(), "skipped: whoever began these tests has SIGHUP ignored");
        new Generation(1).writeTo(directory.resolve("set"));
        GatewayYaml yaml = Generation.in("set", world.yaml()).with("reload", "{poll: off}");
        try (GatewayProcess process = GatewayProcess.start(yaml, directory)) {
            new Generation(2).writeTo(directory.resolve("set"));
            process.hangUp();
            await(
                    () -> {
                        try (RawClient visitor = RawClient.to(process.port())) {
                            return Generation.saidBy(visitor.get("/", Generation.VISITOR))
                                    .equals(Optional.of(2));
                        }
                    },
                    "generation 2");
            await(
                    () -> process.printed().contains("is in force, with the databases [places@"),
                    "the line that says so, which another thread writes");
            assertThat(process.terminate()).isZero();
        }
    }
}
