package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS with HTTP/2 in front of an HTTP/1.1 origin. */
class Http2FrontTest {

    private static final String PAGE = "<!doctype html><html lang=ru><title>t</title><body><p>text</p>";

    @TempDir
    static Path directory;

    private static TestCertificate certificate;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(Http2FrontTest::overTls);

    private static io.geocompliance.gateway.testing.GatewayYaml overTls(
            io.geocompliance.gateway.testing.GatewayYaml yaml) {
        certificate = TestCertificate.in(directory);
        return yaml.with("listen", "[" + certificate.listener() + "]");
    }

    private static HttpClient http;

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

    private static HttpRequest.Builder request(String path) {
        return to(world.gateway(), path);
    }

    private static HttpRequest.Builder to(TestGateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Forwarded-For", "77.88.8.8");
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request(path).build(), BodyHandlers.ofByteArray());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return response;
    }

    @Test
    void aPageIsInjected() throws Exception {
        world.origin().enqueue(OriginReply.html(PAGE).chunked(Cut.every(7)));
        HttpResponse<byte[]> response = get("/news");
        NoticeInPage notice = NoticeInPage.of(response.body());
        assertThat(notice.languages()).containsExactly("ru");
        assertThat(notice.without()).asString(StandardCharsets.UTF_8).isEqualTo(PAGE);
        assertThat(response.headers().firstValue("content-length")).isEmpty();
        RecordedRequest request = world.origin().takeRequest();
        assertThat(request.requestLine()).isEqualTo("GET /news HTTP/1.1");
        assertThat(request.fields().first("Host"))
                .contains("127.0.0.1:" + world.gateway().port());
        assertThat(request.fields().has("Transfer-Encoding")).isFalse();
        assertThat(request.fields().first("X-Forwarded-Proto")).contains("https");
    }

    /** The request has ended long before it is known that there is no answer. */
    @Test
    void whatAnOriginCannotAnswerIsAnsweredHere() throws Exception {
        world.origin().enqueue(new Mischief.Verbatim("nonsense\r\n\r\n"));
        assertThat(get("/news").statusCode()).isEqualTo(502);
        world.origin().enqueue(new Mischief.Verbatim("nonsense\r\n\r\n"));
        HttpRequest upload = request("/up")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3])))
                .build();
        assertThat(http.send(upload, BodyHandlers.discarding()).statusCode()).isEqualTo(502);
        world.origin().enqueue(OriginReply.html(PAGE));
        assertThat(get("/news").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("D1: a body without length reaches the origin whole")
    void aBodyWithoutLengthReachesTheOrigin() throws Exception {
        world.origin().enqueue(OriginReply.status(200));
        byte[] body = "0123456789".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        HttpResponse<Void> response = http.send(
                request("/up")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .build(),
                BodyHandlers.discarding());
        assertThat(response.statusCode()).isEqualTo(200);
        RecordedRequest request = world.origin().takeRequest();
        assertThat(request.body()).isEqualTo(body);
        assertThat(request.ending().clean()).isTrue();
    }

    @Test
    @DisplayName("D1: an empty body without length is no body")
    void anEmptyBodyIsNone() throws Exception {
        world.origin().enqueue(OriginReply.status(200));
        http.send(request("/up").POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        assertThat(world.origin().takeRequest().body()).isEmpty();
    }

    @Test
    @DisplayName("D2: fields of the origin's connection do not break the stream")
    void theOriginsConnectionFieldsAreDropped() throws Exception {
        world.origin()
                .enqueue(OriginReply.html(PAGE)
                        .with("Connection", "close")
                        .with("Keep-Alive", "timeout=9")
                        .with("Proxy-Connection", "close"));
        HttpResponse<byte[]> response = get("/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).doesNotContainKeys("connection", "keep-alive", "proxy-connection");
        assertThat(NoticeInPage.of(response.body()).elements()).hasSize(1);
    }

    static Stream<Answer> tornBodies() {
        OriginReply reply = OriginReply.html(PAGE + "x".repeat(5000));
        return Stream.of(
                new Mischief.CutShort(reply, 3000),
                new Mischief.CutShort(reply.chunked(Cut.every(100)), 3000),
                new Mischief.ResetMidBody(reply, 3000),
                new Mischief.BadChunk(reply, 3000));
    }

    @ParameterizedTest
    @MethodSource("tornBodies")
    @DisplayName("D5: a torn body resets the stream")
    void aTornBodyResetsTheStream(Answer answer) throws Exception {
        world.origin().enqueue(answer);
        assertThatThrownBy(() -> get("/torn")).isInstanceOf(IOException.class).hasMessageContaining("RST_STREAM");
        world.origin().enqueue(OriginReply.html(PAGE));
        assertThat(get("/whole").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("D8: early hints do not stop an HTTP/2 answer")
    void earlyHintsDoNotStopTheAnswer() throws Exception {
        world.origin().enqueue(OriginReply.html(PAGE).after(103, "Link: </s.css>; rel=preload", "X-Upper: Y"));
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void manyStreamsShareAConnection() {
        world.origin().answer(request -> OriginReply.html(PAGE + request.target()));
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 100)
                .mapToObj(number -> http.sendAsync(request("/" + number).build(), BodyHandlers.ofByteArray()))
                .toList();
        for (int number = 0; number < answers.size(); number++) {
            NoticeInPage notice = NoticeInPage.of(answers.get(number).join().body());
            assertThat(notice.elements()).hasSize(1);
            assertThat(notice.without()).asString(StandardCharsets.UTF_8).isEqualTo(PAGE + "/" + number);
        }
    }

    @Test
    void aVisitorWhoCancelsAStreamCancelsTheOrigin() throws Exception {
        CompletableFuture<Void> left = new CompletableFuture<>();
        world.origin().enqueue((connection, request) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.chunk(PAGE.getBytes(StandardCharsets.UTF_8)).flush();
            connection.awaitPeerLeft();
            left.complete(null);
        });
        HttpResponse<java.io.InputStream> response = http.send(request("/").build(), BodyHandlers.ofInputStream());
        assertThat(response.body().readNBytes(10)).hasSize(10);
        response.body().close();
        left.get(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void http11OverTlsIsServedToo() {
        world.origin().enqueue(OriginReply.html(PAGE));
        try (var client =
                io.geocompliance.gateway.testing.RawClient.tls(world.gateway().port(), certificate.trust())) {
            assertThat(NoticeInPage.of(client.get("/", Visitors.RUSSIA).content())
                            .elements())
                    .hasSize(1);
        }
    }
}
