package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes before and after a message. */
class InterimAndTrailersTest {

    private static final Duration SHORTLY = Duration.ofMillis(300);

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @Test
    @DisplayName("D8: early hints are relayed, links alone")
    void earlyHintsAreRelayed() {
        world.origin().enqueue(OriginReply.html("<p>x").after(103, "Link: </s.css>; rel=preload", "X-Other: 1"));
        RawResponse response = world.client().get("/", Visitors.GERMANY);
        assertThat(response.interim()).singleElement().satisfies(hint -> {
            assertThat(hint.status()).isEqualTo(103);
            assertThat(hint.fields().all("Link")).containsExactly("</s.css>; rel=preload");
            assertThat(hint.fields().has("X-Other")).isFalse();
        });
        assertThat(response.text()).isEqualTo("<p>x");
    }

    @Test
    @DisplayName("D8: an old client gets no interim response")
    void anOldClientGetsNoInterimResponse() {
        world.origin().enqueue(OriginReply.html("<p>x").after(103, "Link: </s.css>; rel=preload"));
        RawResponse response = world.client()
                .send("GET / HTTP/1.0\r\nHost: news.example\r\n" + Visitors.GERMANY + "\r\n\r\n")
                .receive();
        assertThat(response.interim()).isEmpty();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.fields().has("Transfer-Encoding")).isFalse();
        assertThat(response.text()).isEqualTo("<p>x");
    }

    @Test
    @DisplayName("D7: the body is read only after the origin's 100")
    void expectationsAreRelayed() {
        Answer hesitant = Answer.early((connection, request) -> {
            connection.write("HTTP/1.1 100 Continue\r\n\r\n").flush();
            byte[] body = new byte[3];
            for (int index = 0; index < body.length; index++) {
                body[index] = (byte) connection.read();
            }
            OriginReply.html(new String(body, java.nio.charset.StandardCharsets.US_ASCII))
                    .with("Connection", "close")
                    .play(connection, request);
        });
        world.origin().enqueue(hesitant);
        RawClient client = world.client();
        client.send("POST / HTTP/1.1\r\nHost: news.example\r\nContent-Length: 3\r\nExpect: 100-continue\r\n"
                + Visitors.GERMANY + "\r\n\r\n");
        assertThat(client.awaitByte(Duration.ofSeconds(10))).isTrue();
        RawResponse response = client.send("abc").receive("POST");
        assertThat(response.interim()).extracting(RawResponse.Interim::status).containsExactly(100);
        assertThat(response.text()).isEqualTo("abc");
    }

    @Test
    @DisplayName("D7: no 100 is made up before the origin has answered")
    void no100IsMadeUp() {
        world.origin()
                .enqueue(Answer.early((connection, request) ->
                        OriginReply.status(403).with("Connection", "close").play(connection, request)));
        RawClient client = world.client();
        client.send("POST / HTTP/1.1\r\nHost: news.example\r\nContent-Length: 3\r\nExpect: 100-continue\r\n"
                + Visitors.GERMANY + "\r\n\r\n");
        RawResponse response = client.receive("POST");
        assertThat(response.interim()).isEmpty();
        assertThat(response.status()).isEqualTo(403);
    }

    @Test
    @DisplayName("D7: an expectation that nobody knows is refused")
    void anUnknownExpectationIsRefused() {
        RawResponse response = world.client().get("/", Visitors.GERMANY, "Expect: 200-ok");
        assertThat(response.status()).isEqualTo(417);
        assertThat(world.origin().pollRequest(SHORTLY)).isEmpty();
    }

    @Test
    @DisplayName("D6: trailers go to those who asked for them")
    void trailersGoToThoseWhoAskedForThem() {
        OriginReply reply = OriginReply.status(200)
                .with("Content-Type", "text/plain")
                .with("Trailer", "X-Sum")
                .body("abc")
                .trailer("X-Sum", "6");
        world.origin().enqueue(reply, reply);
        RawResponse asked = world.client().get("/", Visitors.GERMANY, "TE: trailers", "Connection: TE");
        assertThat(asked.trailers()).isEqualTo(Fields.of("X-Sum: 6"));
        RawResponse silent = world.client().get("/", Visitors.GERMANY);
        assertThat(silent.trailers()).isEqualTo(Fields.NONE);
        assertThat(silent.fields().has("Trailer")).isFalse();
        assertThat(silent.text()).isEqualTo("abc");
    }

    @Test
    void aDigestOfTheOldBodyIsNoTrailerOfTheNew() {
        world.origin()
                .enqueue(OriginReply.html("<!doctype html><body>x")
                        .with("Trailer", "Repr-Digest")
                        .trailer("Repr-Digest", "sha-256=:AAAA:"));
        RawResponse response = world.client().get("/", Visitors.RUSSIA, "TE: trailers", "Connection: TE");
        assertThat(response.trailers().has("Repr-Digest")).isFalse();
        assertThat(response.text()).contains("data-notice-id");
    }
}
