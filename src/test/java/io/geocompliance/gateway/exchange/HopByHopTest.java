package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Field;
import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that speak of one connection only stay on it (RFC 9110 7.6.1), both ways. */
class HopByHopTest {

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @Test
    void aResponsesOwnConnectionIsNotTheVisitors() {
        world.origin()
                .enqueue(OriginReply.html("<p>x")
                        .with("Connection", "X-Hop, keep-alive")
                        .with("X-Hop", "1")
                        .with("Keep-Alive", "timeout=9")
                        .with("Proxy-Connection", "keep-alive")
                        .with("Proxy-Authenticate", "Basic")
                        .with("Upgrade", "h2c")
                        .with("X-End", "2"));
        RawResponse response = world.client().get("/", Visitors.GERMANY);
        assertThat(names(response.fields()))
                .contains("x-end")
                .doesNotContain("x-hop", "keep-alive", "proxy-connection", "proxy-authenticate", "upgrade");
        assertThat(response.fields().list("Connection")).doesNotContain("X-Hop");
    }

    @Test
    void aRequestsOwnConnectionIsNotTheOrigins() {
        world.origin().enqueue(OriginReply.html("<p>x"));
        world.client()
                .get(
                        "/",
                        Visitors.GERMANY,
                        "Connection: keep-alive, x-hop",
                        "X-Hop: 1",
                        "Keep-Alive: timeout=9",
                        "Proxy-Connection: keep-alive",
                        "Proxy-Authorization: Basic eA==",
                        "TE: gzip, trailers;q=0.5",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABkAAQAAP__",
                        "X-End: 2");
        RecordedRequest request = world.origin().takeRequest();
        assertThat(names(request.fields()))
                .contains("x-end")
                .doesNotContain(
                        "x-hop", "keep-alive", "proxy-connection", "proxy-authorization", "upgrade", "http2-settings");
        assertThat(request.fields().list("TE")).isSubsetOf("trailers");
    }

    @Test
    void aNominatedForwardingFieldIsWrittenAfterwards() {
        world.origin().enqueue(OriginReply.html("<p>x"));
        world.client().get("/", Visitors.GERMANY, "Connection: x-forwarded-for, x-forwarded-proto");
        assertThat(world.origin().takeRequest().fields().first("X-Forwarded-Proto"))
                .contains("http");
    }

    @Test
    void theHostIsTheVisitors() {
        world.origin().enqueue(OriginReply.html("<p>x"));
        world.client().get("/a?b=c", "Host: news.example:8080", Visitors.GERMANY);
        RecordedRequest request = world.origin().takeRequest();
        assertThat(request.requestLine()).isEqualTo("GET /a?b=c HTTP/1.1");
        assertThat(request.fields().all("Host")).containsExactly("news.example:8080");
    }

    @Test
    void nothingThatTellsOfAProtectedReaderReachesTheOrigin() {
        world.origin().enqueue(OriginReply.html("<p>x"));
        world.client()
                .get(
                        "/",
                        Visitors.RUSSIA,
                        "Forwarded: for=77.88.8.8",
                        "X-Real-IP: 77.88.8.8",
                        "True-Client-IP: 77.88.8.8",
                        "CF-Connecting-IP: 77.88.8.8",
                        "CF-IPCountry: RU",
                        "X-Request-Id: 4711",
                        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        "tracestate: a=b");
        RecordedRequest request = world.origin().takeRequest();
        assertThat(request.head()).doesNotContain("77.88.8.8", "4711", "0af7651916cd43dd");
        assertThat(names(request.fields())).doesNotContain("forwarded", "cf-ipcountry", "tracestate", "x-real-ip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "DELETE"})
    void aRequestWithoutBodyLeavesWithoutBody(String method) {
        world.origin().enqueue(OriginReply.status(200));
        world.client().exchange(method, "/", Visitors.GERMANY);
        RecordedRequest request = world.origin().takeRequest();
        assertThat(names(request.fields())).doesNotContain("transfer-encoding");
        assertThat(request.fields().first("Content-Length"))
                .isIn(java.util.Optional.empty(), java.util.Optional.of("0"));
    }

    @Test
    void namesWithAnUnderscoreAreDropped() {
        world.origin().enqueue(OriginReply.html("<p>x"));
        world.client().get("/", Visitors.GERMANY, "X_Forwarded_For: 1.2.3.4");
        assertThat(names(world.origin().takeRequest().fields())).doesNotContain("x_forwarded_for");
    }

    private static List<String> names(Fields fields) {
        return fields.lines().stream()
                .map(Field::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}
