package io.geocompliance.gateway.audit.ship;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One log in one partition of a topic: key = origin, value = the line, header {@code index} = its index in decimal digits.
 *
 * <p>Each batch is a transaction under the origin's name: it arrives whole or not at all, and a second shipper of the same log shuts the
 * first one out. Where to go on is asked of the partition itself, so no state of ours can contradict it.
 */
public final class KafkaSink implements Sink {

    /** The header that holds the index. */
    public static final String INDEX = "index";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many records of the partition's end are looked at first; doubled until one is of this origin. */
    private static final long FIRST_LOOK = 64;

    private final byte[] key;
    private final TopicPartition partition;
    private final KafkaProducer<byte[], byte[]> producer;
    private final long next;

    private KafkaSink(Place place, Properties settings) {
        this.key = place.origin().getBytes(StandardCharsets.UTF_8);
        this.producer = new KafkaProducer<>(producer(place, settings));
        try {
            producer.initTransactions(); // ends what an earlier shipper left open
            int partitions = producer.partitionsFor(place.topic()).size();
            this.partition = new TopicPartition(place.topic(), partitionOf(key, partitions));
            this.next = askNext(settings);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Which log goes where. */
    public record Place(String origin, String topic) {}

    /**
     * Opens the partition, which may take as long as a broker is away.
     *
     * @param settings of Kafka's clients, by Kafka's names: at least bootstrap.servers
     */
    public static KafkaSink open(Place place, Properties settings) {
        return new KafkaSink(place, settings);
    }

    private static Properties producer(Place place, Properties settings) {
        Properties all = new Properties();
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        all.putAll(settings);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "geo-compliance-gateway/" + place.origin());
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return all;
    }

    /** By a hash that every language has, so that others find it too: the first four bytes of SHA-256, unsigned, modulo. */
    static int partitionOf(byte[] key, int partitions) {
        try {
            int hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key))
                    .getInt();
            return Integer.remainderUnsigned(hash, partitions);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public long next() {
        return next;
    }

    private long askNext(Properties settings) {
        Properties all = new Properties();
        all.putAll(settings);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(all)) {
            consumer.assign(List.of(partition));
            long begin = Objects.requireNonNull(
                    consumer.beginningOffsets(List.of(partition), PATIENCE).get(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition), PATIENCE).get(partition));
            long looked = end;
            for (long look = FIRST_LOOK; looked > begin; look *= 2) {
                long from = Math.max(begin, end - look);
                long last = lastIndex(consumer, from, looked);
                if (last >= 0) {
                    return last + 1;
                }
                looked = from;
            }
            return 0;
        }
    }

    /** Of the origin's last record between two offsets, or -1. */
    private long lastIndex(KafkaConsumer<byte[], byte[]> consumer, long from, long to) {
        consumer.seek(partition, from);
        long last = -1;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < to) {
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaException("the partition's end can't be read");
            }
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                Header index = found.headers().lastHeader(INDEX);
                if (found.offset() < to && index != null && MessageDigest.isEqual(key, found.key())) {
                    last = Long.parseLong(new String(index.value(), StandardCharsets.US_ASCII));
                }
            }
        }
        return last;
    }

    @Override
    public void ship(List<Line> lines) {
        producer.beginTransaction();
        List<Future<?>> sent = new ArrayList<>(lines.size());
        for (Line line : lines) {
            List<Header> headers =
                    List.of(new RecordHeader(INDEX, Long.toString(line.index()).getBytes(StandardCharsets.US_ASCII)));
            sent.add(producer.send(
                    new ProducerRecord<>(partition.topic(), partition.partition(), null, key, line.bytes(), headers)));
        }
        producer.commitTransaction();
        sent.forEach(KafkaSink::succeeded);
    }

    private static void succeeded(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
