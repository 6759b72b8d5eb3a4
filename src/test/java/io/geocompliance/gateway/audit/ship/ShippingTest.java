package io.geocompliance.gateway.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped, in which order, and what happens when the receiver fails; the receiver of Kafka is KafkaShippingTest's. */
@Timeout(120)
class ShippingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SigningKey key = SigningKey.generate("news.example/gateway");
    private final Receiver receiver = new Receiver();

    @TempDir
    Path directory;

    /** Keeps what it gets by origin, and fails as often as it is told to. */
    private static final class Receiver {

        private final Map<String, List<byte[]>> kept = new HashMap<>();
        private final AtomicInteger failures = new AtomicInteger();
        private final LinkedBlockingQueue<Long> sizes = new LinkedBlockingQueue<>();

        synchronized Sink open(String origin) {
            failIfTold();
            List<byte[]> lines = kept.computeIfAbsent(origin, name -> new ArrayList<>());
            return new Sink() {
                @Override
                public long next() {
                    return lines.size();
                }

                @Override
                public void ship(List<Line> batch) {
                    failIfTold();
                    for (Line line : batch) {
                        assertThat(line.index()).isEqualTo(lines.size());
                        lines.add(line.bytes());
                    }
                    sizes.add((long) lines.size());
                }

                @Override
                public void close() {}
            };
        }

        private void failIfTold() {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("down");
            }
        }

        TreeHash root(String origin) {
            TreeHasher hasher = new TreeHasher();
            TreeFrontier tree = new TreeFrontier(hasher);
            kept.get(origin).forEach(line -> tree.append(hasher.leaf(line)));
            return tree.root();
        }
    }

    @Test
    void everyEpochIsShippedToItsHeadAndNoFarther() throws Exception {
        try (WrittenLog log = WrittenLog.begin(directory, key, NOW).append(300)) {
            log.nextEpoch(NOW.plusSeconds(365L * 86_400));
            log.append(256).sign().turn().append(20_000).sign().append(5_000);

            assertThat(new Shipping(directory, receiver::open).shipOnce()).isEqualTo(300 + 20_256);
            assertThat(receiver.kept).hasSize(2);
            for (var epoch : WrittenLog.epochs(directory)) {
                var head = WrittenLog.head(epoch);
                assertThat(receiver.root(head.origin())).isEqualTo(head.head().root());
            }
            assertThat(new Shipping(directory, receiver::open).shipOnce())
                    .as("again")
                    .isZero();
            log.sign();
            assertThat(new Shipping(directory, receiver::open).shipOnce()).isEqualTo(5_000);
        }
    }

    @Test
    void aReceiverThatIsDownGetsAllOfItLater() throws Exception {
        receiver.failures.set(2);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (WrittenLog log = WrittenLog.begin(directory, key, NOW)) {
            Shipping shipping = new Shipping(directory, receiver::open);
            Future<Long> following = thread.submit(shipping::follow);
            log.append(1_000).sign();
            await(1_000);
            receiver.failures.set(1);
            log.append(1_000).sign();
            await(2_000);
            log.nextEpoch(NOW.plusSeconds(365L * 86_400));
            log.append(7).sign();
            await(7);
            shipping.end();
            assertThat(following.get(60, TimeUnit.SECONDS)).isEqualTo(2_007);
        } finally {
            thread.shutdownNow();
        }
    }

    private void await(long size) throws InterruptedException {
        Long reached = 0L;
        while (reached != null && reached != size) {
            reached = receiver.sizes.poll(60, TimeUnit.SECONDS);
        }
        assertThat(reached).isEqualTo(size);
    }
}
