package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Generation;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred reloads that are asked for, and a hundred swaps that are seen, good and bad by turns, under load: no request fails, every
 * answer is one generation's, none older than the one that its visitor saw before, and memory stays flat.
 *
 * <p>{@code -Dsoak.reloads} says how many of each (100); {@code -Dsoak.database=FILE} adds a database of full size, which each reload opens.
 */
@Tag("soak")
@Timeout(900)
class ReloadSoakTest {

    private static final int ROUNDS = Integer.getInteger("soak.reloads", 100);
    private static final int VISITORS = 4;
    private static final int MOST_HEAP_GROWTH_MIB = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @TempDir
    Path directory;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong visits = new AtomicLong();
    private final AtomicInteger seen = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void noRequestSeesAMixture() throws Exception {
        world.expectLog("Reload: ");
        world.origin().answer(OriginReply.html("<!doctype html><title>t</title><body><p>" + "text ".repeat(2000)));
        TestGateway gateway = start();
        List<Thread> visitors = new ArrayList<>();
        for (int number = 0; number < VISITORS; number++) {
            Thread visitor = new Thread(() -> visit(gateway), "visitor-" + number);
            visitor.start();
            visitors.add(visitor);
        }
        int number = 0;
        long[] heap = new long[2 * ROUNDS];
        try {
            for (int round = 0; round < 2 * ROUNDS; round++) {
                boolean asked = round < ROUNDS;
                if (round % 2 == 1) {
                    spoil(number);
                    assertThat(gateway.reload()).isNotEmpty();
                }
                new Generation(++number).swapIn(directory, "set");
                if (asked) {
                    assertThat(gateway.reload()).isEmpty();
                }
                await(number);
                world.origin().forgetRequests();
                heap[round] = heapMib();
            }
        } finally {
            over.set(true);
            for (Thread visitor : visitors) {
                visitor.join();
            }
        }
        System.out.println("ReloadSoakTest: " + visits + " visits, " + 2 * ROUNDS + " good generations, heap "
                + heap[ROUNDS / 2] + " MiB early, " + heap[2 * ROUNDS - 1] + " MiB late");
        assertThat(wrong).isEmpty();
        assertThat(visits.get()).isGreaterThan(ROUNDS);
        assertThat(heap[2 * ROUNDS - 1] - heap[ROUNDS / 2]).as("MiB of heap").isLessThan(MOST_HEAP_GROWTH_MIB);
    }

    private TestGateway start() {
        new Generation(0).swapIn(directory, "set");
        String set = directory.resolve("set").toString();
        GatewayYaml yaml = Generation.in(set, world.yaml()).with("reload", "{poll: 50ms}");
        String beside = System.getProperty("soak.database");
        return world.start(
                beside == null
                        ? yaml
                        : yaml.with(
                                "geo",
                                "{databases: [{file: %s/places.mmdb, publisher: places, canaries: []}, {file: %s}]}"
                                        .formatted(set, Path.of(beside).toAbsolutePath())));
    }

    /** Cuts the database in force short, in place. */
    private void spoil(int number) throws Exception {
        Path file = directory.resolve("set/places.mmdb");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - number % 100 - 1));
    }

    private void visit(TestGateway gateway) {
        RawClient client = gateway.client();
        int last = 0;
        try {
            while (!over.get()) {
                RawResponse page = client.get("/news", Generation.VISITOR);
                int generation = Generation.saidBy(page).orElse(-1);
                if (page.status() != 200 || !page.ending().clean() || generation < last) {
                    wrong.add(page.status() + ", generation " + generation + " after " + last);
                    return;
                }
                last = generation;
                seen.accumulateAndGet(generation, Math::max);
                visits.incrementAndGet();
                if (page.fields().list("Connection").contains("close")) { // after so many requests
                    client.close();
                    client = gateway.client();
                }
            }
        } catch (RuntimeException | AssertionError e) {
            wrong.add(e.toString());
        } finally {
            client.close();
        }
    }

    private void await(int number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (seen.get() < number && wrong.isEmpty()) {
            assertThat(System.nanoTime())
                    .as("generation " + number + " in time")
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static long heapMib() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
