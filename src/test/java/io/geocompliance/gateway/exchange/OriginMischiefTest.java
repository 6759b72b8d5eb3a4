package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Ending;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that are none become an honest 502, and an origin's slowness or excess harms nobody else. */
class OriginMischiefTest {

    private static final String PAGE = "<!doctype html><title>t</title><body><p>text</p>";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(
            yaml -> yaml.with("timeouts", "{connect: 500ms, responseHead: 700ms, idle: 700ms, keepAlive: 1s}"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "nonsense\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void aHeadThatIsNoneIs502(String octets) {
        world.origin().answer(new Mischief.Verbatim(octets));
        assertThat(world.client().get("/", Visitors.RUSSIA).status()).isEqualTo(502);
    }

    @Test
    void aLengthAndChunksAtOnceNeverBothReachTheVisitor() {
        world.origin().enqueue(new Mischief.LengthAndChunked(OriginReply.html(PAGE)));
        RawResponse response = world.client().get("/", Visitors.GERMANY);
        assertThat(response.fields().has("Content-Length") && response.fields().has("Transfer-Encoding"))
                .isFalse();
        assertThat(response.status() == 502 || response.text().equals(PAGE)).isTrue();
    }

    @Test
    void anEndlessHeadIsCutOff() {
        world.origin().enqueue(new Mischief.EndlessHead());
        assertThat(world.client().get("/", Visitors.GERMANY).status()).isEqualTo(502);
    }

    @Test
    void aHeadOf20KiBPasses() {
        world.origin().enqueue(OriginReply.html(PAGE).with("X-Large", "x".repeat(20 << 10)));
        assertThat(world.client().get("/", Visitors.GERMANY).fields().first("X-Large"))
                .hasValueSatisfying(value -> assertThat(value).hasSize(20 << 10));
    }

    @Test
    void anOriginThatSaysNothingIs504InAnAccessiblePage() {
        world.origin().answer(new Mischief.Silence());
        RawResponse response = world.client().get("/", Visitors.GERMANY, "Accept: text/html");
        assertThat(response.status()).isEqualTo(504);
        assertThat(response.fields().first("Cache-Control")).contains("no-store");
        assertThat(response.text()).contains("<html lang=", "<title>", "<h1").doesNotContain("5.9.0.1", "127.0.0.1");
        assertThat(world.origin().awaitOpenConnections(0, Duration.ofSeconds(5)))
                .isTrue();
    }

    @Test
    void aClientThatTakesNoHtmlGetsNone() {
        world.origin().answer(new Mischief.Silence());
        RawResponse response = world.client().get("/", Visitors.GERMANY, "Accept: application/json");
        assertThat(response.status()).isEqualTo(504);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aBodyThatStallsIsReset() {
        world.origin().answer(new Mischief.StallMidBody(OriginReply.html(PAGE), 30));
        RawResponse response = world.client().get("/", Visitors.RUSSIA);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.ending().clean()).isFalse();
    }

    @Test
    void anOriginThatIsNotThereIs502() {
        int nobody;
        try (var gone = io.geocompliance.gateway.testing.OriginServer.start()) {
            nobody = gone.port();
        }
        var lonely = world.start(world.yaml().with("origins", "[{urls: [\"http://127.0.0.1:" + nobody + "\"]}]"));
        try (var client = lonely.client()) {
            RawResponse response = client.get("/", Visitors.RUSSIA, "Accept: text/html");
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.text()).contains("<html lang=").doesNotContain("77.88.8.8", String.valueOf(nobody));
        }
    }

    @Test
    void oneByteAtATimeIsThePageAllTheSame() {
        world.origin().enqueue(new Mischief.OneByteAtATime(OriginReply.html(PAGE)));
        RawResponse response = world.client().get("/", Visitors.RUSSIA);
        NoticeInPage notice = NoticeInPage.of(response.content());
        assertThat(notice.elements()).hasSize(1);
        assertThat(notice.without()).asString().isEqualTo(PAGE);
    }

    @Test
    void bytesAfterTheEndAnswerNobody() {
        String smuggled = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
        world.origin()
                .enqueue(
                        new Mischief.BytesAfterTheEnd(OriginReply.html(PAGE), smuggled), OriginReply.html("<p>second"));
        var client = world.client();
        assertThat(client.get("/1", Visitors.GERMANY).text()).isEqualTo(PAGE);
        assertThat(client.get("/2", Visitors.GERMANY).text()).isEqualTo("<p>second");
    }

    @Test
    void aWrongCharsetLabelIsNoReasonForAnything() {
        byte[] page = "<!doctype html><body><p>Привет".getBytes(java.nio.charset.Charset.forName("windows-1251"));
        world.origin()
                .enqueue(OriginReply.status(200)
                        .with("Content-Type", "text/html; charset=koi8-r")
                        .body(page));
        RawResponse response = world.client().get("/", Visitors.RUSSIA);
        NoticeInPage notice = NoticeInPage.of(response.content());
        assertThat(notice.elements()).hasSize(1);
        assertThat(notice.without()).isEqualTo(page);
        assertThat(response.ending()).isNotEqualTo(Ending.CUT_SHORT);
    }

    @Test
    void aPageBehindMuchWhiteSpaceGetsItsNotice() {
        byte[] page = bomb(24 << 20);
        assertThat(NoticeInPage.of(java.util.Arrays.copyOfRange(page, 24 << 20, page.length))
                        .elements())
                .hasSize(1);
    }

    /** Where a page begins so late that no page would, it is searched no further, and that is on record. */
    @Test
    void aGzipBombPassesWithoutBeingKept() {
        byte[] page = bomb(64 << 20);
        assertThat(NoticeInPage.of(java.util.Arrays.copyOfRange(page, 64 << 20, page.length))
                        .elements())
                .isEmpty();
        assertThat(world.gateway().decisionWith("\"why\":\"limit\"")).contains("\"out\":\"skipped\"");
    }

    private static byte[] bomb(int spaces) {
        world.origin().enqueue(new Mischief.GzipBomb(OriginReply.html("<!doctype html><body>x"), spaces));
        RawResponse response = world.client().get("/", Visitors.RUSSIA, "Accept-Encoding: gzip");
        assertThat(response.ending().clean()).isTrue();
        byte[] page = response.content();
        assertThat(page.length).isGreaterThan(spaces);
        return page;
    }
}
