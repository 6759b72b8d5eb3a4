package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.Flag;
import io.geocompliance.gateway.proxy.ProxyCounters;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.TestGateway;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Blocks and redirects where a script can't look: handshakes, bodies, HTTP/2, counters, explanations. */
class DutiesTest {

    private static final String RULES = """
            regions: {north: {country: RU}}
            rules:
              - id: edits
                when: {region: north}
                on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                then: {headers: {response: {set: {X-Robots-Tag: noindex}}}}
              - id: blocks
                when: {region: north, path: {only: /shop/**}}
                on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                then: {block: {by: "https://news.example/legal", reason: {en: The law says so.}}}
              - id: redirects
                when: {region: north, path: {only: /old/**}}
                on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                then: {redirect: {to: /new, status: 303}}
              - id: watches
                when: {region: north, path: {only: /new/**}}
                on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                then: {block: {by: "https://news.example/legal", reason: {en: The law says so.}}}
                mode: observe
              - id: notices
                when: {region: north, path: {only: /news/**}}
                on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                then: {notice: ru-undesirable}
            """;

    @TempDir
    static Path directory;

    private static TestCertificate certificate;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(DutiesTest::plainAndOverTls);

    private static GatewayYaml withRules(GatewayYaml yaml) {
        return yaml.with("rules", "rules.yaml").file("rules.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    }

    private static GatewayYaml plainAndOverTls(GatewayYaml yaml) {
        certificate = TestCertificate.in(directory);
        return withRules(yaml).with("listen", "[{address: \"127.0.0.1:0\"}, " + certificate.listener() + "]");
    }

    @Test
    void aHandshakeIsBlockedBeforeTheOriginHearsOfIt() {
        RawClient client = world.client();
        RawResponse response = client.get(
                "/shop/live",
                Visitors.RUSSIA,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(response.status()).isEqualTo(451);
        assertThat(response.fields().has("Upgrade")).isFalse();
        assertThat(client.get("/shop/1", Visitors.RUSSIA).status()).isEqualTo(451);
        assertThat(world.origin().requests()).isEmpty();
    }

    @Test
    void editsAreMadeOnErrorPagesAndHandshakesToo() {
        world.origin().enqueue(new Mischief.Verbatim("nonsense\r\n\r\n"), WebSocketTest::echo);
        RawResponse failed = world.client().get("/live", Visitors.RUSSIA, "Accept: text/html");
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.fields().first("X-Robots-Tag")).contains("noindex");
        assertThat(failed.fields().first("Cache-Control")).contains("no-store");
        RawClient.Reception agreed = world.client()
                .send(RawClient.request(
                        "GET",
                        "/live",
                        Visitors.RUSSIA,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                .begin("GET");
        assertThat(agreed.status()).isEqualTo(101);
        assertThat(agreed.fields().first("X-Robots-Tag")).contains("noindex");
    }

    @Test
    void aBodyThatNobodyReadsClosesTheConnection() {
        RawClient client = world.client();
        client.send(RawClient.request("POST", "/shop/form", Visitors.RUSSIA, "Content-Length: 11"))
                .send("GET /x HTTP");
        RawResponse response = client.receive("POST");
        assertThat(response.status()).isEqualTo(451);
        assertThat(response.fields().first("Connection")).contains("close");
        assertThat(client.closedByPeer(Duration.ofSeconds(20))).isTrue();
        assertThat(world.origin().requests()).isEmpty();
    }

    @Test
    void http2IsAnsweredAlike() throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(certificate.trust())
                .version(HttpClient.Version.HTTP_2)
                .build();
        for (Map.Entry<String, Integer> expected :
                Map.of("/shop/1", 451, "/old/1", 303).entrySet()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "https://127.0.0.1:" + world.gateway().port(1) + expected.getKey()))
                            .timeout(Duration.ofSeconds(20))
                            .header("X-Forwarded-For", "77.88.8.8")
                            .POST(HttpRequest.BodyPublishers.ofString("body"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(expected.getValue());
            assertThat(response.headers().firstValue("date")).isPresent();
            assertThat(response.headers().firstValue("x-robots-tag")).contains("noindex");
        }
        assertThat(world.origin().requests()).isEmpty();
    }

    @Test
    void http10IsAnsweredWithADateAndClosed() {
        world.origin().enqueue(OriginReply.html("<p>page"));
        RawClient client = world.client();
        client.send("GET /x HTTP/1.0\r\nHost: news.example\r\n" + Visitors.RUSSIA + "\r\n\r\n");
        RawResponse response = client.receive();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.fields().first("X-Robots-Tag")).contains("noindex");
        assertThat(response.fields().first("Date")).isPresent();
        assertThat(client.closedByPeer(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void flagsCountWhatBecameOfDuties() {
        // A gateway of its own: another test's visit may be counted after its answer has arrived.
        TestGateway gateway = world.start(withRules(world.yaml()));
        RawClient client = world.closing(gateway.client());
        client.get("/shop/1", Visitors.RUSSIA);
        client.get("/old/1.png", Visitors.RUSSIA, "Sec-Fetch-Dest: image");
        world.origin().enqueue(OriginReply.html("<p>page"));
        client.get("/new/1", Visitors.RUSSIA);
        world.origin().enqueue(OriginReply.html("<p>page").with("Content-Disposition", "attachment"));
        client.get("/news/1", Visitors.RUSSIA);

        assertThat(gateway.decisions(3)).hasSize(3);
        ProxyCounters counters = gateway.counters();
        for (Flag flag : Flag.values()) {
            assertThat(counters.flags()).as(flag.letters()).containsEntry(flag, 1L);
        }
        assertThat(counters.requests().keySet())
                .extracting(ProxyCounters.Request::action)
                .contains("blocked", "redirected", "headers", "notice-not-injected");
        assertThat(counters.decisions())
                .containsKeys(
                        new ProxyCounters.Decided("RU", "blocks", "blocked", "enforce"),
                        new ProxyCounters.Decided("RU", "edits", "headers", "enforce"));
    }

    @Test
    void explainShowsDutiesByTheSameCode() {
        JsonObject block = explain("/shop/1");
        assertThat(block.getJsonObject("decision")).isEqualTo(new JsonObject("""
                        {"kind": "block", "rule": "blocks", "status": 451, "blockedBy": "https://news.example/legal",
                         "headersBy": ["edits"], "words": "the visit is blocked (451), says rule blocks"}"""));
        assertThat(words(block, "responseEdits"))
                .contains("add Link: <https://news.example/legal>; rel=\"blocked-by\"", "X-Robots-Tag: noindex");
        assertThat(words(block, "requestEdits")).isEqualTo("[]");

        JsonObject redirect = explain("/old/1");
        assertThat(redirect.getJsonObject("decision").getString("location")).isEqualTo("/new");
        assertThat(words(redirect, "responseEdits")).contains("Location: /new", "Cache-Control: private, no-store");

        JsonObject headers = explain("/new/1");
        assertThat(headers.getJsonObject("decision").getString("reason")).isEqualTo("headers-only");
        assertThat(words(headers, "responseEdits")).contains("X-Robots-Tag: noindex");
        assertThat(words(headers, "rules"))
                .contains("matches: header fields are edited", "matches, but only observes: nothing is changed");
    }

    private static JsonObject explain(String path) {
        return new JsonObject(world.gateway().admin("/explain?ip=77.88.8.8&url=" + path));
    }

    private static String words(JsonObject explanation, String list) {
        return explanation.getJsonArray(list).stream()
                .map(each -> ((JsonObject) each).getString("words"))
                .toList()
                .toString();
    }
}
