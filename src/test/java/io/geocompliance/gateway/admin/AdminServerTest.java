package io.geocompliance.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.audit.Custody;
import io.geocompliance.gateway.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T05:00:00Z"), ZoneOffset.UTC);

    private final AtomicReference<GatewayStatus> status =
            new AtomicReference<>(Fixture.status(Set.of(), "A database is old."));
    private final HttpClient client = HttpClient.newHttpClient();
    private Vertx vertx;
    private AdminServer server;

    /** What the log was to note. */
    private final List<Custody> noted = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        server = started("127.0.0.1", Optional.empty());
    }

    @AfterEach
    void stop() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private AdminServer started(String host, Optional<Secret> token) throws Exception {
        AdminServer.Sources sources = new AdminServer.Sources(
                status::get,
                new MetricsPage(new Fixture().sources()),
                new EventLoopWatch(vertx),
                query -> {
                    if (query.url().equals("/refused")) {
                        throw new ExplainQuery.Refused("No origin has that host.");
                    }
                    if (query.url().equals("/bug")) {
                        throw new IllegalStateException("secret 192.0.2.7");
                    }
                    return new JsonObject().put("url", query.url()).encode();
                },
                () -> CompletableFuture.completedFuture(status.get().lastReload()),
                note -> {
                    noted.add(note);
                    return CompletableFuture.completedFuture(null);
                },
                CLOCK);
        return new AdminServer(vertx, new AdminServer.Options(host, 0, Set.of("ops.example"), token), sources)
                .start()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void readyUntilSomethingStandsInTheWay() throws Exception {
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(ready.body()).getJsonArray("notes")).containsExactly("A database is old.");
        assertThat(ready.body()).contains("abc123", "key+1");
        for (GatewayStatus.Obstacle obstacle : GatewayStatus.Obstacle.values()) {
            status.set(Fixture.status(Set.of(obstacle)));
            HttpResponse<String> not = get("/health/ready");
            assertThat(not.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(not.body()).getJsonArray("reasons")).containsExactly(obstacle.sentence());
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theConsoleShowsWhatIsInForceAndEscapesIt() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.body())
                .contains("<html lang=\"en\">", "rule &lt;1&gt;", "a &amp; b", "A database is old.", "abc123")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'");
    }

    @Test
    void everyAnswerIsPrivate() throws Exception {
        for (String path : Set.of("/", "/metrics", "/health/live", "/nothing", "/explain?ip=x")) {
            HttpResponse<String> answer = get(path, "Origin", "https://elsewhere.example");
            assertThat(answer.headers().firstValue("cache-control")).as(path).contains("no-store");
            assertThat(answer.headers().map().keySet()).as(path).noneMatch(name -> name.startsWith("access-control"));
        }
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/metrics").body()).contains("geogate_build_info");
    }

    @Test
    void explains() throws Exception {
        assertThat(get("/explain?ip=192.0.2.7&url=/a").body()).isEqualTo("{\"url\":\"/a\"}");
        assertRefused(get("/explain?ip=192.0.2.777"), 400);
        assertRefused(get("/explain?ip=192.0.2.7&url=/refused"), 400);
        assertRefused(get("/explain?ip=192.0.2.7&url=/bug"), 500);
    }

    @Test
    void reloadsForWhoeverShowsTheToken() throws Exception {
        assertThat(post("/-/reload").statusCode()).as("no token is set").isEqualTo(403);
        AdminServer guarded = started("127.0.0.1", Optional.of(new Secret("s3cret")));
        try {
            URI reload = URI.create("http://127.0.0.1:" + guarded.port() + "/-/reload");
            HttpRequest.Builder request = HttpRequest.newBuilder(reload).POST(HttpRequest.BodyPublishers.noBody());
            assertThat(client.send(request.build(), text()).statusCode()).isEqualTo(401);
            assertThat(client.send(
                                    request.copy()
                                            .header("Authorization", "Bearer wrong")
                                            .build(),
                                    text())
                            .statusCode())
                    .isEqualTo(401);
            request.header("Authorization", "Bearer s3cret");
            HttpResponse<String> refused = client.send(request.build(), text());
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("\"reloaded\":false", "rules.yaml:3:5: a & b", "abc123");
            status.set(new GatewayStatus(
                    Set.of(), List.of(), status.get().inForce(), new GatewayStatus.Reload(Instant.EPOCH, List.of())));
            HttpResponse<String> good = client.send(request.build(), text());
            assertThat(good.statusCode()).isEqualTo(200);
            assertThat(good.body()).contains("\"reloaded\":true", "\"problems\":[]");
            HttpResponse<String> read = client.send(request.copy().GET().build(), text());
            assertThat(read.statusCode()).isEqualTo(405);
            assertThat(read.headers().firstValue("allow")).contains("POST");
        } finally {
            guarded.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), text());
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("error"))
                .endsWith(".")
                .doesNotContain("192.0.2.7");
    }

    @Test
    void onlyForReading() throws Exception {
        HttpResponse<String> post = client.send(
                request("/metrics")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                text());
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
        HttpResponse<String> head = client.send(
                request("/health/ready")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                text());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aReboundNameIsNotAnswered() throws Exception {
        assertThat(statusFor("attacker.example")).isEqualTo("421");
        assertThat(statusFor("localhost.attacker.example:9901")).isEqualTo("421");
        assertThat(statusFor("OPS.example:9901")).isEqualTo("200");
        assertThat(statusFor("localhost")).isEqualTo("200");
        assertThat(statusFor("127.0.0.1:1")).isEqualTo("200");
        assertThat(statusFor("[::1]:9901")).isEqualTo("200");
    }

    private String statusFor(String host) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(12), StandardCharsets.US_ASCII).substring(9);
        }
    }

    @Test
    void offTheLoopbackOnlyProbesAreFree() throws Exception {
        stop();
        vertx = Vertx.vertx();
        server = started("0.0.0.0", Optional.of(new Secret("t0ken")));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/", "Authorization", "Bearer t0kem").statusCode()).isEqualTo(401);
        assertThat(get("/", "Authorization", "Bearer t0ken").statusCode()).isEqualTo(200);
    }

    @Test
    void minutesTurnOnTheMinute() {
        assertThat(AdminServer.untilNextMinute(Instant.parse("2026-11-24T05:00:00Z")))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(AdminServer.untilNextMinute(Instant.parse("2026-11-24T05:00:17Z")))
                .isEqualTo(Duration.ofSeconds(43));
        assertThat(AdminServer.untilNextMinute(Instant.parse("2026-11-24T05:00:59.998Z")))
                .isEqualTo(Duration.ofMillis(60_002));
    }

    @Test
    void notesWhatSomebodyDidWithTheLog() throws Exception {
        assertThat(post("/-/custody").statusCode()).as("no token is set").isEqualTo(403);
        AdminServer guarded = started("127.0.0.1", Optional.of(new Secret("correct horse")));
        try {
            URI notes = URI.create("http://127.0.0.1:" + guarded.port() + "/-/custody");
            String sha256 = "ab".repeat(32);
            String good = "{\"did\":\"export\",\"who\":\"Counsel\",\"about\":\"ECS\",\"sha256\":\"" + sha256 + "\"}";
            HttpRequest.Builder request = HttpRequest.newBuilder(notes).POST(HttpRequest.BodyPublishers.ofString(good));
            assertThat(client.send(request.build(), text()).statusCode()).isEqualTo(401);
            request.header("Authorization", "Bearer correct horse");
            assertThat(client.send(request.build(), text()).body()).isEqualTo("{\"noted\":true}");
            assertThat(noted).containsExactly(new Custody("export", "Counsel", "ECS", sha256));
            for (String bad :
                    List.of("", "[]", "{\"did\":7}", good.replace("export", "burn"), good.replace("ab", "AB"))) {
                request.POST(HttpRequest.BodyPublishers.ofString(bad));
                assertThat(client.send(request.build(), text()).statusCode())
                        .as(bad)
                        .isEqualTo(400);
            }
            request.POST(HttpRequest.BodyPublishers.ofString(good.replace("ECS", "x".repeat(5_000))));
            assertThat(client.send(request.build(), text()).statusCode()).isEqualTo(413);
            assertThat(noted).hasSize(1);
        } finally {
            guarded.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aNameIsNothingToListenOn() {
        assertThatThrownBy(() -> new AdminServer(
                        vertx,
                        new AdminServer.Options("ops.example", 0, Set.of(), Optional.empty()),
                        new AdminServer.Sources(
                                status::get,
                                null,
                                null,
                                query -> "",
                                CompletableFuture::new,
                                note -> new CompletableFuture<>(),
                                CLOCK)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), text());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }
}
