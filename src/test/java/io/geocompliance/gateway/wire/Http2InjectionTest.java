package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawHttp2Client;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 fields hold bytes that would be line ends, names and framing in HTTP/1: none of them gets there. */
class Http2InjectionTest {

    private static final Duration NEVER = Duration.ofMillis(50);

    @TempDir
    static Path directory;

    private static TestCertificate certificate;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(Http2InjectionTest::overTls);

    private static GatewayYaml overTls(GatewayYaml yaml) {
        certificate = TestCertificate.in(directory);
        return yaml.with("listen", "[" + certificate.listener() + "]");
    }

    private RawHttp2Client client;

    @BeforeEach
    void connect() {
        client = world.closing(RawHttp2Client.to(world.gateway().port(), certificate.trust()));
        world.origin().answer(OriginReply.status(200));
    }

    private static List<String> head(String method, String... more) {
        List<String> fields =
                new ArrayList<>(List.of(":method=" + method, ":scheme=https", ":path=/a", ":authority=news.example"));
        fields.addAll(List.of(more));
        return fields;
    }

    private void refused(String outcome) {
        assertThat(outcome).isIn("reset", "goaway", "closed", "400", "405");
        assertThat(world.origin().pollRequest(NEVER)).isEmpty();
    }

    private RecordedRequest passed() {
        assertThat(client.outcome(1)).isEqualTo("200");
        return world.origin().takeRequest();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\ny=z",
                "x\ry=z",
                "x\ny=z",
                "x\0=z",
                "x:y=z",
                "x: y\r\ntransfer-encoding: chunked\r\nz=z",
                "x y=z",
                " x=y",
                "x\t=y",
                "X-Upper=y",
                "x\u00e4=y",
                "x(=y",
                "=y",
                "x=a\r\nb",
                "x=a\rb",
                "x=a\nb",
                "x=a\0b",
                "x= a",
                "x=a ",
                "x=\ta",
                "x=a\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: news.example\r\n\r\n",
                "transfer-encoding=chunked",
                "transfer-encoding=identity",
                "connection=keep-alive",
                "connection=close",
                "keep-alive=timeout=9",
                "proxy-connection=close",
                "upgrade=h2c",
                "te=gzip",
                "te=trailers, gzip",
                "host=evil.example",
                ":path=/b",
                ":method=POST",
                ":authority=evil.example",
                ":scheme=http",
                ":foo=bar",
                ":status=200",
                ":protocol=websocket",
                "content-length=5",
                "content-length=-0",
                "content-length=+0",
                "content-length=0x0"
            })
    void aFieldThatIsNoneIsRefused(String field) {
        refused(client.headers(1, true, head("GET", field)).outcome(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":path=",
                ":path=a",
                ":path=*",
                ":path=/a b",
                ":path=/a#b",
                ":path=/a\r\nX: y",
                ":path=/a HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                ":path=/a\0",
                ":path=/\u00e4",
                ":path=http://evil.example/",
                ":path=/%zz",
                ":method=get",
                ":method=GET /smuggled HTTP/1.1\r\nHost: evil.example\r\n\r\nGET",
                ":method=G T",
                ":method=",
                ":method=TRACE",
                ":scheme=ftp",
                ":scheme=http://evil.example/?",
                ":scheme=",
                ":authority=user@news.example",
                ":authority=news.example/a",
                ":authority=news.example\r\nX: y",
                ":authority=a, b",
                ":authority=a b",
                ":authority="
            })
    void aRequestLineThatIsNoneIsRefused(String pseudo) {
        String name = pseudo.substring(0, pseudo.indexOf('='));
        List<String> fields = head("GET");
        fields.replaceAll(field -> field.startsWith(name + "=") ? pseudo : field);
        refused(client.headers(1, true, fields).outcome(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {":method", ":scheme", ":path", ":authority"})
    void aRequestLineWithAWordMissingIsRefused(String missing) {
        List<String> fields = head("GET");
        fields.removeIf(field -> field.startsWith(missing + "="));
        refused(client.headers(1, true, fields).outcome(1));
    }

    @Test
    void aLatePseudoFieldIsRefused() {
        refused(client.headers(
                        1, true, List.of(":method=GET", ":scheme=https", "x=y", ":path=/a", ":authority=news.example"))
                .outcome(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method=CONNECT|:authority=a:80",
                ":method=CONNECT|:protocol=websocket|:scheme=https|:path=/|:authority=a"
            })
    void tunnelsAreRefused(String fields) {
        refused(client.headers(1, false, List.of(fields.split("\\|"))).outcome(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4"})
    void aBodyThatBeliesItsLengthNeverArrivesWhole(String length) {
        client.headers(1, false, head("POST", "content-length=" + length)).data(1, true, "abc");
        assertThat(client.outcome(1)).isIn("reset", "goaway", "closed", "400");
        world.origin()
                .pollRequest(NEVER)
                .ifPresent(request -> assertThat(request.ending().clean()).isFalse());
    }

    @Test
    void aBodyBehindALengthOfNothingIsNobodys() {
        client.headers(1, false, head("POST", "content-length=0")).data(1, true, "abc");
        assertThat(client.outcome(1)).isIn("reset", "goaway", "closed", "400", "200");
        world.origin()
                .pollRequest(NEVER)
                .ifPresent(request -> assertThat(request.body()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x\r\ny=z", "x=a\nb", "X=y", "transfer-encoding=chunked", "connection=close", ":path=/b", "=y"})
    void badTrailersAbortTheRequest(String trailer) {
        client.headers(1, false, head("POST")).data(1, false, "abc").headers(1, true, List.of(trailer));
        assertThat(client.outcome(1)).isIn("reset", "goaway", "closed", "400");
        world.origin()
                .pollRequest(NEVER)
                .ifPresent(request -> assertThat(request.ending().clean()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length=3", "host=evil.example", "x-forwarded-for=192.0.2.1", "digest=x"})
    void goodTrailersEndHere(String trailer) {
        client.headers(1, false, head("POST")).data(1, false, "abc").headers(1, true, List.of(trailer));
        RecordedRequest request = passed();
        assertThat(request.text()).isEqualTo("abc");
        assertThat(request.trailers()).isEqualTo(Fields.NONE);
        assertThat(request.fields().first("Host")).contains("news.example");
    }

    @Test
    void twoEqualLengthsAreOne() {
        client.headers(1, false, head("POST", "content-length=3,3")).data(1, true, "abc");
        String outcome = client.outcome(1);
        world.origin().pollRequest(NEVER).ifPresent(request -> {
            assertThat(outcome).isEqualTo("200");
            assertThat(request.fields().all("Content-Length")).containsExactly("3");
            assertThat(request.text()).isEqualTo("abc");
        });
    }

    @Test
    void cookieCrumbsArriveAsOne() {
        client.headers(1, true, head("GET", "cookie=a=b", "cookie=c=d"));
        assertThat(passed().fields().all("Cookie")).containsExactly("a=b; c=d");
    }

    @Test
    void whatIsRightArrivesAndWhatWouldForgeDoesNot() {
        client.headers(
                1,
                true,
                head(
                        "GET",
                        "te=trailers",
                        "host=news.example",
                        "x_forwarded_for=192.0.2.1",
                        "transfer_encoding=chunked",
                        "x=" + "y".repeat(300)));
        RecordedRequest request = passed();
        assertThat(request.requestLine()).isEqualTo("GET /a HTTP/1.1");
        assertThat(request.fields().all("Host")).containsExactly("news.example");
        assertThat(request.fields().first("X")).contains("y".repeat(300));
        for (String gone : List.of("TE", "X_Forwarded_For", "Transfer_Encoding", "Transfer-Encoding")) {
            assertThat(request.fields().has(gone)).as(gone).isFalse();
        }
    }

    /** A stream that was refused says nothing of its neighbours: what was sent on them is served. */
    @Test
    void aNeighbourOfARefusedStreamIsServed() {
        client.headers(1, true, head("GET", "x=a\nb"));
        assertThat(client.outcome(1)).isEqualTo("reset");
        client.headers(3, true, head("GET"));
        assertThat(client.outcome(3)).isEqualTo("200");
        assertThat(world.origin().requests()).hasSize(1);
    }
}
