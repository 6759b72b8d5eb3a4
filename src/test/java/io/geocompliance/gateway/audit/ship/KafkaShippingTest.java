package io.geocompliance.gateway.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shipping to a real broker, which is killed and started again; a consumer recomputes the root. */
@Tag("broker")
@Timeout(400)
class KafkaShippingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TOPIC = "evidence";
    private static final int PARTITIONS = 3;

    private final SigningKey key = SigningKey.generate("news.example/gateway");

    /** How many records the partition is known to hold. */
    private final LinkedBlockingQueue<Long> reached = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private KafkaBroker broker;
    private Path log;

    @BeforeEach
    void start() throws Exception {
        log = directory.resolve("log");
        broker = KafkaBroker.start(Files.createDirectory(directory.resolve("kafka")), FreePort.find(), FreePort.find());
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get(120, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrap());
        return settings;
    }

    /** All that is committed in an origin's partition; a commit that was acknowledged is told to the partition a little later. */
    private List<ConsumerRecord<String, byte[]>> consumed(String origin, long expected) {
        Map<String, Object> reading = Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "isolation.level",
                "read_committed",
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(reading)) {
            TopicPartition partition = new TopicPartition(
                    TOPIC, KafkaSink.partitionOf(origin.getBytes(StandardCharsets.UTF_8), PARTITIONS));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (records.size() < expected && System.nanoTime() - deadline < 0) {
                take(consumer, origin, records);
            }
            long end = consumer.endOffsets(List.of(partition), Duration.ofSeconds(60))
                    .get(partition);
            while (consumer.position(partition, Duration.ofSeconds(60)) < end) {
                take(consumer, origin, records);
            }
            return records;
        }
    }

    private static void take(
            KafkaConsumer<String, byte[]> consumer, String origin, List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> one : consumer.poll(Duration.ofMillis(500))) {
            if (one.key().equals(origin)) {
                records.add(one);
            }
        }
    }

    /** Each index once, in order, and the tree of the values is the one that was signed. */
    private void assertWhole(Epoch epoch) throws Exception {
        Checkpoint head = WrittenLog.head(epoch);
        TreeHasher hasher = new TreeHasher();
        TreeFrontier tree = new TreeFrontier(hasher);
        for (ConsumerRecord<String, byte[]> one :
                consumed(head.origin(), head.head().size())) {
            assertThat(new String(one.headers().lastHeader(KafkaSink.INDEX).value(), StandardCharsets.US_ASCII))
                    .isEqualTo(Long.toString(tree.size()));
            tree.append(hasher.leaf(one.value()));
        }
        assertThat(tree.size()).isEqualTo(head.head().size());
        assertThat(tree.root()).isEqualTo(head.head().root());
    }

    /** Tells how far the partition is known to be. */
    private Sink telling(String origin) {
        Sink sink = KafkaSink.open(new KafkaSink.Place(origin, TOPIC), settings());
        reached.add(sink.next());
        return new Sink() {
            @Override
            public long next() {
                return sink.next();
            }

            @Override
            public void ship(List<Line> lines) {
                sink.ship(lines);
                reached.add(lines.get(lines.size() - 1).index() + 1);
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }

    private void await(long size) throws InterruptedException {
        Long at = 0L;
        while (at != null && at < size) {
            at = reached.poll(200, TimeUnit.SECONDS);
        }
        assertThat(at).isEqualTo(size);
    }

    @Test
    void aKilledBrokerLosesAndDoublesNothing() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (WrittenLog written = WrittenLog.begin(log, key, NOW)) {
            written.append(256 * 40).sign().turn();
            Shipping shipping = new Shipping(log, this::telling);
            Future<Long> following = thread.submit(shipping::follow);
            await(256 * 40);
            written.append(256 * 100).sign().turn();
            broker.kill();
            written.append(256 * 40).sign();
            broker.start();
            await(256 * 180);
            written.append(256).sign();
            broker.kill();
            written.turn().append(99).sign();
            broker.start();
            await(256 * 181 + 99);
            shipping.end();
            following.get(120, TimeUnit.SECONDS);
            assertWhole(written.epoch());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aKilledShipperGoesOnWhereThePartitionEnds() throws Exception {
        try (WrittenLog written = WrittenLog.begin(log, key, NOW)) {
            written.append(50_000).sign();
            Process killed = command();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(200);
            String origin = WrittenLog.head(written.epoch()).origin();
            while (consumed(origin, 0).isEmpty() && System.nanoTime() - deadline < 0) {
                assertThat(killed.isAlive()).isTrue();
            }
            killed.destroyForcibly().waitFor();
            written.append(500).sign();

            Process whole = command("--once");
            assertThat(new String(whole.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("lines shipped.");
            assertThat(whole.waitFor()).isZero();
            assertWhole(written.epoch());
        }
    }

    private Process command(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.geocompliance.gateway.command.Main",
                "audit",
                "ship",
                log.toString(),
                "--bootstrap=" + broker.bootstrap(),
                "--topic=" + TOPIC));
        words.addAll(List.of(options));
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
