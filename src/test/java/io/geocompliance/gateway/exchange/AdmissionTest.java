package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are let in: what the origin could read in another way than we do never reaches it. */
class AdmissionTest {

    private static final Duration NEVER = Duration.ofMillis(100);

    @RegisterExtension
    static final GatewayExtension world =
            GatewayExtension.with(yaml -> yaml.with("limits", "{requestLine: 8KiB, header: 32KiB, body: 1MiB}"));

    private static final String HOST = "Host: news.example\r\n" + Visitors.GERMANY + "\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET ok HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET @evil/x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\1b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a<b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /news/%2e%2e/api/x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api%2fx HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
                "get / HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void refusedAndUnseen(String octets) {
        RawClient client = world.client().send(octets);
        Optional<RawClient.Reception> answer = client.beginOrClosed("GET");
        answer.ifPresent(reception -> assertThat(reception.status()).isEqualTo(400));
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, a:80", "TRACE, /"})
    void methodsOfProxiesAreRefused(String method, String target) {
        RawResponse response = world.client()
                .send(method + " " + target + " HTTP/1.1\r\nHost: a:80\r\n\r\n")
                .receive("GET");
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.fields().has("Allow")).isTrue();
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
    }

    @Test
    void aRefusalClosesTheConnectionSoThatNothingFollowsIt() {
        world.origin().answer(OriginReply.html("<p>x"));
        RawClient client =
                world.client().send("GET * HTTP/1.1\r\n" + HOST + "\r\nGET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(client.receive().status()).isEqualTo(400);
        assertThat(client.closedByPeer(Duration.ofSeconds(10))).isTrue();
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a?b=c|d\\e[]{}^` HTTP/1.1",
                "GET /%41%2D?x=%zz HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "GET /a;b=c HTTP/1.1",
                "GET //a///b HTTP/1.1",
                "GET /a/./b HTTP/1.1"
            })
    void whatBrowsersSendPassesAsItIs(String requestLine) {
        world.origin().enqueue(OriginReply.status(200));
        RawClient client = world.client().send(requestLine + "\r\n" + HOST + "\r\n");
        assertThat(client.receive().status()).isEqualTo(200);
        assertThat(world.origin().takeRequest().requestLine()).isEqualTo(requestLine);
    }

    @Test
    @DisplayName("D10: the absolute form of our own host is read as origin form")
    void absoluteFormIsRewritten() {
        world.origin().enqueue(OriginReply.status(200));
        world.client()
                .send("GET http://news.example/a?b HTTP/1.1\r\n" + HOST + "\r\n")
                .receive();
        assertThat(world.origin().takeRequest().requestLine()).isEqualTo("GET /a?b HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "CHUNKED"})
    @DisplayName("D10: chunked in any case")
    void chunkedInAnyCase(String chunked) {
        world.origin().enqueue(OriginReply.status(200));
        RawResponse response = world.client()
                .send("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: " + chunked
                        + "\r\n\r\n3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n")
                .receive("POST");
        assertThat(response.status()).isEqualTo(200);
        RecordedRequest request = world.origin().takeRequest();
        assertThat(request.text()).isEqualTo("abc");
        assertThat(request.ending().clean()).isTrue();
    }

    @Test
    void aLineTooLongIs414() {
        assertThat(world.client().get("/" + "x".repeat(9000), Visitors.GERMANY).status())
                .isEqualTo(414);
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
    }

    @Test
    void aHeadTooLargeIs431AndOneOf20KiBPasses() {
        assertThat(world.client()
                        .get("/", Visitors.GERMANY, "X-Large: " + "x".repeat(40_000))
                        .status())
                .isEqualTo(431);
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
        world.origin().enqueue(OriginReply.status(200));
        assertThat(world.client()
                        .get("/", Visitors.GERMANY, "X-Large: " + "x".repeat(20_000))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAnnouncedBodyTooLargeIs413() {
        RawResponse response = world.client()
                .send("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 2000000\r\n\r\n")
                .receive("POST");
        assertThat(response.status()).isEqualTo(413);
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
    }

    @Test
    void aBodyThatGrowsTooLargeIs413AndNeverWholeAtTheOrigin() {
        world.origin().enqueue(OriginReply.status(200));
        RawClient client = world.client().send("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try {
            for (int count = 0; count < 20; count++) {
                client.send(chunk);
            }
        } catch (java.io.UncheckedIOException e) {
            // Closed while we were sending: the answer, if any, lies before the reset.
            assertThat(client.closedByPeer(Duration.ofSeconds(5))).isTrue();
        }
        world.origin()
                .pollRequest(Duration.ofSeconds(2))
                .ifPresent(request -> assertThat(request.ending().clean()).isFalse());
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        world.origin().answer(request -> OriginReply.html(request.target()));
        RawClient client = world.client();
        StringBuilder requests = new StringBuilder();
        for (int number = 0; number < 20; number++) {
            requests.append("GET /")
                    .append(number)
                    .append(" HTTP/1.1\r\n")
                    .append(HOST)
                    .append("\r\n");
        }
        client.send(requests.toString());
        for (int number = 0; number < 20; number++) {
            assertThat(client.receive().text()).isEqualTo("/" + number);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "keep-alive, close", "Close"})
    void whoWantsTheConnectionClosedGetsItClosed(String connection) {
        world.origin().answer(OriginReply.html("<!doctype html><body>x"));
        RawClient client = world.client();
        assertThat(client.get("/", Visitors.RUSSIA, "Connection: " + connection)
                        .ending()
                        .clean())
                .isTrue();
        assertThat(client.closedByPeer(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void nothingIsHeardBehindTheLastRequestOfAConnection() {
        world.origin().answer(OriginReply.html("<p>x"));
        RawClient client = world.client()
                .send(RawClient.request("GET", "/last", "Connection: keep-alive, close")
                        + RawClient.request("GET", "/unheard"));
        client.receive();
        assertThat(client.closedByPeer(Duration.ofSeconds(10))).isTrue();
        assertThat(world.origin().requests())
                .extracting(RecordedRequest::target)
                .doesNotContain("/unheard");
    }

    @Test
    void http10WithoutHostIsServedWhereASiteTakesAnyNameAlone() {
        world.origin().answer(OriginReply.status(200).body("ok"));
        String request = "GET / HTTP/1.0\r\n" + Visitors.GERMANY + "\r\n\r\n";
        RawClient client = world.client().send(request);
        assertThat(client.receive().text()).isEqualTo("ok");
        assertThat(client.closedByPeer(Duration.ofSeconds(10))).isTrue();
        assertThat(world.origin().takeRequest().fields().first("Host"))
                .contains("127.0.0.1:" + world.origin().port());
        var named = world.start(world.yaml()
                .with(
                        "origins",
                        "[{hosts: [news.example], urls: [\"%s\"]}]"
                                .formatted(world.origin().url())));
        assertThat(world.closing(named.client()).send(request).receive().status())
                .isEqualTo(400);
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
    }

    @Test
    void anOfferOfHttp2WithoutTlsIsIgnored() {
        world.origin().enqueue(OriginReply.status(200).body("ok"));
        RawResponse response = world.client()
                .get(
                        "/",
                        "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA");
        assertThat(response.status()).isEqualTo(200);
        assertThat(world.origin().takeRequest().fields().has("Upgrade")).isFalse();
    }
}
