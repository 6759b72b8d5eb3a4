package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Mixed load at a modest rate for {@code -Dsoak.minutes} (default 10): notices and none, gzip, HEAD, 304, uploads, visitors who leave,
 * and an origin that closes kept connections in the moment they are used. Memory, descriptors and connections stay flat.
 *
 * <p>{@code -Dsoak.results=FILE} takes the figures; {@code -Dsoak.seed} replays the order of visits.
 */
@Tag("soak")
class SoakTest {

    private static final int VISITORS = 4;
    private static final int SAMPLES = 12;
    private static final long PAUSE_NANOS = Duration.ofMillis(15).toNanos();
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int MOST_HEAP_GROWTH_MIB = 24;
    private static final int MOST_DESCRIPTOR_GROWTH = 60;
    private static final String PAGE = "<!doctype html><title>t</title><body><p>" + "text ".repeat(4000);
    private static final String RUSSIA = "X-Forwarded-For: 77.88.8.8";
    private static final String GERMANY = "X-Forwarded-For: 5.9.0.1";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private final AtomicLong visits = new AtomicLong();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    /** The process, which is gateway, origin and visitors at once, after a collection. */
    private record Sample(long visits, long heapMib, long descriptors, int connections) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "| %d | %d | %d | %d |", visits, heapMib, descriptors, connections);
        }
    }

    @Test
    void nothingGrows() throws Exception {
        Duration length = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
        long seed = Long.getLong("soak.seed", System.nanoTime());
        System.out.println("soak.seed=" + seed + ", " + length);
        world.origin().answer(request -> {
            Mischief stale = new Mischief.StaleKeepAlive(reply(request));
            return request.target().startsWith("/stale") ? stale : reply(request);
        });
        long end = System.nanoTime() + length.toNanos();
        List<Thread> visitors = new ArrayList<>();
        for (int number = 0; number < VISITORS; number++) {
            Random random = new Random(seed + number);
            Thread visitor = new Thread(() -> visitUntil(end, random), "visitor-" + number);
            visitor.start();
            visitors.add(visitor);
        }
        List<Sample> samples = new ArrayList<>();
        for (int number = 0; number < SAMPLES; number++) {
            LockSupport.parkNanos(length.toNanos() / SAMPLES);
            samples.add(sample());
            world.origin().forgetRequests();
        }
        for (Thread visitor : visitors) {
            visitor.join();
        }
        write(length, samples);
        assertThat(wrong).isEmpty();
        assertThat(visits.get()).isGreaterThan(length.toSeconds() * VISITORS);
        Sample early = samples.get(SAMPLES / 3);
        Sample late = samples.get(SAMPLES - 1);
        assertThat(late.heapMib() - early.heapMib())
                .as("MiB of heap, %s", samples)
                .isLessThan(MOST_HEAP_GROWTH_MIB);
        assertThat(late.descriptors() - early.descriptors())
                .as("descriptors, %s", samples)
                .isLessThan(MOST_DESCRIPTOR_GROWTH);
        assertThat(world.origin().awaitOpenConnections(0, IDLE))
                .as("connections to the origin that nothing uses")
                .isTrue();
    }

    private static OriginReply reply(RecordedRequest request) {
        OriginReply page = OriginReply.html(PAGE).with("ETag", "\"v1\"");
        if (request.fields().list("If-None-Match").contains("\"v1\"")) {
            return page.withStatus(304).body("");
        }
        boolean gzip = request.fields().list("Accept-Encoding").contains("gzip");
        return gzip ? page.coded(Coding.GZIP).chunked(Cut.every(500)) : page;
    }

    private void visitUntil(long end, Random random) {
        RawClient client = world.gateway().client();
        try {
            while (System.nanoTime() < end) {
                client = visit(client, random);
                visits.incrementAndGet();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (RuntimeException | IOException | AssertionError e) {
            wrong.add(e.toString());
        } finally {
            client.close();
        }
    }

    /** One visit of a random kind; the connection for the next one. */
    private RawClient visit(RawClient client, Random random) throws IOException {
        switch (random.nextInt(9)) {
            case 0, 1 -> whole(client.get("/page", RUSSIA), 1);
            case 2 -> whole(client.get("/page", GERMANY), 0);
            case 3 -> whole(client.get("/page", RUSSIA, "Accept-Encoding: gzip"), 1);
            case 4 -> status(client.exchange("HEAD", "/page", RUSSIA), 200);
            case 5 -> status(client.get("/page", GERMANY, "If-None-Match: \"v1\""), 304);
            case 6 -> whole(client.get("/stale", RUSSIA), 1);
            case 7 -> {
                client.send("POST /up HTTP/1.1\r\nHost: news.example\r\n" + GERMANY
                        + "\r\nContent-Length: 65536\r\n\r\n" + "x".repeat(65536));
                // On a connection that its origin has just closed an upload can't be sent twice: 502 is the truth.
                RawResponse uploaded = client.receive("POST");
                assertThat(uploaded.status()).isIn(200, 502);
                if (uploaded.fields().list("Connection").contains("close")) {
                    client.close();
                    return world.gateway().client();
                }
            }
            default -> {
                boolean upload = random.nextBoolean();
                client.send(
                        upload
                                ? "POST /up HTTP/1.1\r\nHost: news.example\r\nContent-Length: 65536\r\n\r\nhalf"
                                : RawClient.request("GET", "/page", RUSSIA));
                if (!upload) {
                    client.begin("GET").body().read(100);
                }
                client.reset();
                return world.gateway().client();
            }
        }
        return client;
    }

    private static void whole(RawResponse response, int notices) {
        status(response, 200);
        assertThat(response.ending().clean()).isTrue();
        NoticeInPage seen = NoticeInPage.of(response.content());
        assertThat(seen.elements()).hasSize(notices);
        assertThat(seen.without()).asString().isEqualTo(PAGE);
    }

    private static void status(RawResponse response, int expected) {
        assertThat(response.status()).isEqualTo(expected);
    }

    private Sample sample() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return new Sample(
                    visits.get(),
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    descriptors.count(),
                    world.origin().openConnections());
        }
    }

    private void write(Duration length, List<Sample> samples) throws IOException {
        StringBuilder text = new StringBuilder(
                "# Soak of " + length.toMinutes() + " min, " + visits + " visits, " + VISITORS
                        + " visitors, JDK " + System.getProperty("java.version") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors\n\n"
                        + "| visits | heap after collection, MiB | descriptors | connections to the origin |\n|---|---|---|---|\n");
        samples.forEach(sample -> text.append(sample).append('\n'));
        System.out.println(text);
        String results = System.getProperty("soak.results");
        if (results != null) {
            Files.writeString(Path.of(results), text);
        }
    }
}
