package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page with the notice that comes before the site's first: certain, with a way on, and remembered of nobody in particular. */
class FirstPageTest {

    private static final String WAY =
            "/.well-known/geo-compliance/ru-undesirable/en/seen?to=%2Freport.pdf%3Fa%3D1%26b%3D2";
    private static final String SEEN = "Cookie: geo-compliance-seen-ru-undesirable=1";

    private OriginServer origin;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        origin = OriginServer.start()
                .answer(OriginReply.status(200)
                        .with("Content-Type", "application/pdf")
                        .body("%PDF-1.7"));
        gateway = TestGateway.start(
                GatewayYaml.of(origin.url()).with("origins", "[{urls: [\"" + origin.url() + "\"], interstitial: on}]"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        origin.close();
    }

    private RawResponse get(String target, String... fields) {
        return ask("GET", target, fields);
    }

    private RawResponse ask(String method, String target, String... fields) {
        List<String> all = new ArrayList<>(List.of(Visitors.RUSSIA, "Accept: text/html", "Accept-Language: en"));
        all.addAll(List.of(fields));
        try (RawClient client = gateway.client()) {
            return client.exchange(method, target, all.toArray(String[]::new));
        }
    }

    @Test
    void comesBeforeWhatCanCarryNoNoticeAndLeadsOn() {
        RawResponse first = get("/report.pdf?a=1&b=2");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text())
                .contains("<aside class=\"geo-compliance-notice\" data-notice-id=\"ru-undesirable\"")
                .contains("<h1>Before you read on</h1>")
                .contains("<a href=\"" + WAY + "\">Go on to the page</a>");
        assertThat(first.fields().first("Cache-Control")).contains("private, no-store");
        assertThat(first.fields().first("Vary").orElseThrow()).contains("Cookie");
        assertThat(first.fields().first("Content-Language")).contains("en");
        assertThat(first.fields().first("Set-Cookie")).isEmpty();
        assertThat(origin.requests()).isEmpty();
        assertThat(gateway.decisions(1).get(0))
                .contains("\"out\":\"interstitial\"")
                .contains("\"lang\":\"en\"")
                .doesNotContain("report");

        RawResponse on = get(WAY);
        assertThat(on.status()).isEqualTo(303);
        assertThat(on.fields().first("Set-Cookie"))
                .contains("geo-compliance-seen-ru-undesirable=1; Path=/; HttpOnly; SameSite=Lax");
        assertThat(on.fields().first("Location")).contains(WAY + "&again");
        assertThat(get(WAY + "&again", SEEN).fields().first("Location")).contains("/report.pdf?a=1&b=2");

        RawResponse page = get("/report.pdf?a=1&b=2", SEEN);
        assertThat(page.text()).isEqualTo("%PDF-1.7");
        assertThat(page.fields().first("Link").orElseThrow()).contains("rel=\"terms-of-service\"");
        assertThat(page.fields().first("Vary").orElseThrow()).contains("Cookie");
        assertThat(origin.requests().get(0).fields().first("Cookie")).isEmpty();
        assertThat(gateway.decisions(2).get(1)).contains("\"why\":\"not-html\"");
    }

    @Test
    void aBrowserWithoutCookiesGetsOnToo() {
        RawResponse back = get(WAY + "&again");
        String location = back.fields().first("Location").orElseThrow();
        assertThat(location).isEqualTo("/report.pdf?a=1&b=2&geo-compliance-seen=1");
        assertThat(get(location).text()).isEqualTo("%PDF-1.7");
        assertThat(origin.requests().get(0).target()).isEqualTo("/report.pdf?a=1&b=2");
        get("/style.css", "Sec-Fetch-Dest: style", "Referer: https://news.example" + location);
        assertThat(origin.requests().get(1).fields().first("Referer"))
                .contains("https://news.example/report.pdf?a=1&b=2");
    }

    @Test
    void partsOfPagesScriptsFormsAndReadersElsewhereGetWhatTheyAskFor() {
        assertThat(get("/a", "Sec-Fetch-Dest: image").text()).isEqualTo("%PDF-1.7");
        assertThat(get("/a", "Sec-Fetch-Dest: iframe").text()).isEqualTo("%PDF-1.7");
        assertThat(get("/a", "Sec-Fetch-Dest: empty").text()).isEqualTo("%PDF-1.7");
        assertThat(ask("POST", "/a", "Content-Length: 0").text()).isEqualTo("%PDF-1.7");
        try (RawClient client = gateway.client()) {
            assertThat(client.get("/a", "X-Forwarded-For: 8.8.8.8", "Accept: text/html")
                            .text())
                    .isEqualTo("%PDF-1.7");
        }
    }

    @Test
    void whoAsksForTheHeadAloneWasShownNothing() {
        assertThat(ask("HEAD", "/a").status()).isEqualTo(200);
        assertThat(gateway.decisions(1).get(0)).contains("\"out\":\"skipped\"").contains("\"why\":\"bodiless\"");
    }
}
