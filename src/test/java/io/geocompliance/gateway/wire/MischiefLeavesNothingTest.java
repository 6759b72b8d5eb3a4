package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginConnection;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawHttp2Client;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an origin does to us, the visitor sees what really happened over HTTP/1.1 and HTTP/2, the next one is served, and no connection stays: the pool is
 * empty and nothing has leaked after each trick, not only after all of them.
 */
@Tag("wire")
class MischiefLeavesNothingTest {

    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final OriginReply PAGE =
            OriginReply.html("<!doctype html><title>t</title><body><p>" + "text ".repeat(2000));

    @TempDir
    static Path directory;

    private static TestCertificate certificate;
    private static HttpClient http;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(yaml -> {
        certificate = TestCertificate.in(directory);
        return yaml.with("listen", "[{address: \"127.0.0.1:0\"}, " + certificate.listener() + "]")
                .with("timeouts", "{connect: 500ms, responseHead: 1s, idle: 2s, keepAlive: 1s}");
    });

    @BeforeAll
    static void connect() {
        http = client();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(certificate.trust())
                .version(HttpClient.Version.HTTP_2)
                .build();
    }

    /** A trick, and whether what comes of it may look whole. */
    static Stream<Arguments> tricks() {
        Answer early =
                Answer.early((connection, request) -> PAGE.withStatus(413).play(connection, request));
        return Stream.of(
                trick("closed after the head", new Mischief.CloseAfterHead(PAGE), false),
                trick("cut short", new Mischief.CutShort(PAGE, 3000), false),
                trick("cut short in chunks", new Mischief.CutShort(PAGE.chunked(Cut.every(100)), 3000), false),
                trick("reset", new Mischief.ResetMidBody(PAGE, 3000), false),
                trick("a bad chunk", new Mischief.BadChunk(PAGE, 3000), false),
                trick("too short for its length", new Mischief.WrongLength(PAGE, 7), false),
                trick("too long for its length", new Mischief.WrongLength(PAGE, -7), true),
                trick("two lengths", new Mischief.DoubleLength(PAGE), false),
                trick("endless fields", new Mischief.EndlessHead(), false),
                trick("nothing", new Mischief.Silence(), false),
                trick("stalled", new Mischief.StallMidBody(PAGE, 3000), false),
                trick("gzip without its end", new Mischief.TruncatedGzip(PAGE, 8), false),
                trick("gzip that is none", new Mischief.WrongCoding(PAGE, "gzip"), false),
                trick("gzip under another name", new Mischief.WrongCoding(PAGE.coded(Coding.GZIP), "br"), false),
                trick("a bomb", new Mischief.GzipBomb(PAGE, 64L << 20), true),
                trick("bytes after the end", new Mischief.BytesAfterTheEnd(PAGE, "HTTP/1.1 200 OK\r\n\r\n"), true),
                trick("an early answer", early, true));
    }

    private static Arguments trick(String name, Answer answer, boolean whole) {
        return Arguments.argumentSet(name, answer, whole);
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void theTruthIsSeenAndNothingStays(Answer answer, boolean whole) throws Exception {
        for (Visit visit : FRONTS) {
            world.origin().enqueue(answer, OriginReply.html("<p>next"));
            assertThat(visit.isWhole()).isEqualTo(whole);
            try (RawClient next = world.gateway().client()) {
                assertThat(next.get("/next", "X-Forwarded-For: 5.9.0.1").text()).isEqualTo("<p>next");
            }
            nothingStays();
        }
    }

    private static void nothingStays() {
        assertThat(world.origin().awaitOpenConnections(0, IDLE))
                .as("connections to the origin left behind")
                .isTrue();
    }

    /** One visit of a page in one protocol: whether it came whole, as far as the visitor can tell. */
    private interface Visit {
        boolean isWhole() throws Exception;
    }

    private static final List<Visit> FRONTS =
            List.of(MischiefLeavesNothingTest::isWholeOverHttp1, MischiefLeavesNothingTest::isWholeOverHttp2);

    private static boolean isWholeOverHttp1() throws IOException {
        try (RawClient client = world.gateway().client()) {
            client.send(RawClient.request(
                    "GET", "/trick", "X-Forwarded-For: 77.88.8.8", "Accept: text/html", "Accept-Encoding: gzip, br"));
            Optional<RawClient.Reception> reception = client.beginOrClosed("GET");
            if (reception.isEmpty()) {
                return false;
            }
            RawClient.Reception begun = reception.get();
            byte[] piece = new byte[64 << 10];
            while (begun.body().read(piece, 0, piece.length) >= 0) {
                continue;
            }
            return begun.status() < 500 && begun.body().ending().clean();
        }
    }

    private static boolean isWholeOverHttp2() throws InterruptedException {
        HttpRequest request =
                http2("/trick").header("Accept-Encoding", "gzip, br").build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            return response.statusCode() < 500;
        } catch (HttpTimeoutException hung) {
            throw new AssertionError("neither an end nor a reset", hung);
        } catch (IOException reset) {
            return false;
        }
    }

    private static HttpRequest.Builder http2(String path) {
        return HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + world.gateway().port(1) + path))
                .timeout(Duration.ofSeconds(30))
                .header("X-Forwarded-For", "77.88.8.8")
                .header("Accept", "text/html");
    }

    /**
     * Refused before it was read, an upload over HTTP/2 still gets its answer, and its connection to the origin is nobody's. Not seen
     * by java.net.http: it asks for the answer when its whole body has left, which no window ever lets it.
     */
    @Test
    void anEarlyAnswerToAnUploadIsSeen() throws Exception {
        for (int upload = 0; upload < 3; upload++) {
            world.origin().enqueue(Answer.early((connection, request) -> {
                OriginReply.status(413).body("too large").play(connection, request);
                connection.awaitPeerLeft();
            }));
            try (RawHttp2Client visitor = RawHttp2Client.to(world.gateway().port(1), certificate.trust())) {
                visitor.headers(
                                1,
                                false,
                                List.of(":method=POST", ":scheme=https", ":authority=news.example", ":path=/up"))
                        .data(1, false, "x".repeat(16_000));
                assertThat(visitor.outcome(1)).isEqualTo("413");
            }
            nothingStays();
        }
    }

    @Test
    void aReaderWhoStopsHoldsTheOriginBackAndLeavesNothing() throws Exception {
        try (RawClient reader = RawClient.to(world.gateway().port(), 64 << 10)) {
            Source source = source();
            reader.send(RawClient.request("GET", "/", "X-Forwarded-For: 77.88.8.8"));
            reader.begin("GET").body().read(1000);
            source.isHeldBackAndThenLeft(reader::reset);
        }
        try (RawHttp2Client reader = RawHttp2Client.to(world.gateway().port(1), certificate.trust())) {
            Source source = source();
            assertThat(reader.get(1, "/", "x-forwarded-for", "77.88.8.8").outcome(1))
                    .isEqualTo("200");
            source.isHeldBackAndThenLeft(reader::close);
        }
    }

    private static Source source() {
        Source source = new Source();
        world.origin().enqueue(source);
        return source;
    }

    /** Writes a page of 200 MB for as long as its peer takes it. */
    private static final class Source implements Answer {

        private static final long WHOLE_BYTES = 200L << 20;
        private static final long MOST_BYTES = 32L << 20;

        private final AtomicLong written = new AtomicLong();
        private final CountDownLatch left = new CountDownLatch(1);

        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            try {
                connection.write(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + WHOLE_BYTES + "\r\n\r\n");
                byte[] block = new byte[64 << 10];
                Arrays.fill(block, (byte) 'x');
                while (written.get() < WHOLE_BYTES) {
                    connection.write(block).flush();
                    written.addAndGet(block.length);
                }
            } finally {
                left.countDown();
            }
        }

        void isHeldBackAndThenLeft(Runnable leave) throws InterruptedException {
            long last = -1;
            while (written.get() != last && written.get() < MOST_BYTES) {
                last = written.get();
                left.await(500, TimeUnit.MILLISECONDS);
            }
            assertThat(written.get())
                    .as("bytes taken for a reader who takes none")
                    .isLessThan(MOST_BYTES);
            leave.run();
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
            nothingStays();
        }
    }
}
