package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.proxy.front.Cutoff;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Http2Visitor;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.TestCertificate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How much and how slowly a visitor may ask over HTTP/2: a stream that breaks a limit ends alone. */
class Http2LimitsTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    static Path directory;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(Http2LimitsTest::impatient);

    private static GatewayYaml impatient(GatewayYaml yaml) {
        TestCertificate certificate = TestCertificate.in(directory);
        return yaml.with("listen", "[" + certificate.listener() + "]")
                .with(
                        "timeouts",
                        "{requestHead: 1s, nextRequest: 2s, requestBody: 1s, requestBodyRate: 1KiB, reader: 1s, keepAlive: 1s}")
                .with("limits", "{headerFields: 20, requestsPerConnection: 5, body: 1MiB}");
    }

    private static Http2Visitor visitor() {
        return world.closing(Http2Visitor.to(world.gateway().port()));
    }

    private static long cutoffs(Cutoff why) {
        return world.gateway().counters().front().cutoffs().get(why);
    }

    @Test
    void whoAsksNothingIsClosed() throws Exception {
        long before = cutoffs(Cutoff.HEAD_TOO_SLOW);
        assertThat(visitor().awaitClosed(SOON)).isTrue();
        assertThat(cutoffs(Cutoff.HEAD_TOO_SLOW)).isEqualTo(before + 1);
    }

    @Test
    void whoAsksNothingMoreIsClosed() throws Exception {
        world.origin().enqueue(OriginReply.status(200).body("ok"));
        Http2Visitor visitor = visitor();
        assertThat(visitor.get("/").text()).isEqualTo("ok");
        assertThat(visitor.awaitClosed(SOON)).isTrue();
    }

    @Test
    void aBodyThatStopsGets408AndTheOtherStreamsGoOn() throws Exception {
        world.origin().answer(OriginReply.status(200).body("ok"));
        Http2Visitor visitor = visitor();
        HttpClientRequest slow = visitor.open(HttpMethod.POST, "/slow");
        slow.setChunked(true).write(Buffer.buffer("x")).await();
        assertThat(slow.response().await(SOON.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(408);
        assertThat(visitor.get("/").text()).isEqualTo("ok");
    }

    @Test
    void aBodyThatIsTooLargeGets413AndTheOtherStreamsGoOn() throws Exception {
        world.origin().answer(OriginReply.status(200).body("ok"));
        Http2Visitor visitor = visitor();
        HttpClientRequest large = visitor.open(HttpMethod.POST, "/large");
        large.setChunked(true);
        large.write(Buffer.buffer(new byte[900_000]));
        large.write(Buffer.buffer(new byte[900_000]));
        assertThat(large.response().await(SOON.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(413);
        assertThat(visitor.get("/").text()).isEqualTo("ok");
    }

    @Test
    void anAnswerBeforeTheBodysEndLeavesTheOtherStreamsAlone() throws Exception {
        world.origin()
                .answer(request -> request.target().equals("/early")
                        ? io.geocompliance.gateway.testing.Answer.early((connection, head) -> {
                            connection
                                    .write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nearly")
                                    .flush();
                            connection.close();
                        })
                        : OriginReply.status(200).body("ok"));
        Http2Visitor visitor = visitor();
        HttpClientRequest early = visitor.open(HttpMethod.POST, "/early");
        early.setChunked(true).write(Buffer.buffer("x")).await();
        assertThat(early.response()
                        .compose(io.vertx.core.http.HttpClientResponse::body)
                        .await(SOON.toSeconds(), TimeUnit.SECONDS)
                        .toString())
                .isEqualTo("early");
        assertThat(visitor.get("/").text()).isEqualTo("ok");
    }

    @Test
    void aReaderWhoTakesNothingLosesTheStreamAlone() throws Exception {
        long before = cutoffs(Cutoff.READER_TOO_SLOW);
        CountDownLatch left = new CountDownLatch(1);
        world.origin()
                .answer(request -> request.target().equals("/")
                        ? OriginReply.status(200).body("ok")
                        : (connection, head) -> {
                            connection.write(
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
                            try {
                                for (int block = 0; block < 10_000; block++) {
                                    connection.chunk(new byte[64 << 10]).flush();
                                }
                            } finally {
                                left.countDown();
                            }
                        });
        Http2Visitor visitor = visitor();
        HttpClientRequest stalled = visitor.open(HttpMethod.GET, "/endless");
        stalled.end();
        io.vertx.core.http.HttpClientResponse response = stalled.response().await(SOON.toSeconds(), TimeUnit.SECONDS);
        CountDownLatch reset = new CountDownLatch(1);
        response.exceptionHandler(broken -> reset.countDown());
        response.pause();
        assertThat(left.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(reset.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(cutoffs(Cutoff.READER_TOO_SLOW)).isEqualTo(before + 1);
        assertThat(visitor.get("/").text()).isEqualTo("ok");
    }

    @Test
    void moreFieldsThanAllowedAre431() throws Exception {
        Http2Visitor visitor = visitor();
        HttpClientRequest many = visitor.open(HttpMethod.GET, "/");
        for (int number = 0; number < 21; number++) {
            many.headers().add("x-" + number, "y");
        }
        many.end();
        assertThat(many.response().await(SOON.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(431);
        assertThat(world.origin().requests()).isEmpty();
    }

    @Test
    void theLastRequestOfAConnectionIsAnsweredBehindAGoaway() throws Exception {
        world.origin().answer(OriginReply.status(200).body("ok"));
        Http2Visitor visitor = visitor();
        for (int number = 1; number <= 5; number++) {
            assertThat(visitor.get("/").text()).isEqualTo("ok");
        }
        assertThat(visitor.awaitGoaway(SOON)).isTrue();
        assertThat(visitor.awaitClosed(SOON)).isTrue();
        assertThatThrownBy(() -> visitor.get("/")).isNotNull();
    }
}
