package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How a site has its notices look, and what readers may change about it: without a script, and without being told apart. */
class NoticeLooksTest {

    private static final String OWN = "/.well-known/geo-compliance/ru-undesirable/en";
    private static final String PAGE = "<!doctype html><html lang=en><title>t</title><body><main id=m>x</main>";
    private static final String WITH_OWN_SKIP_LINK =
            "<!doctype html><html lang=en><title>t</title><body><a href=#m>Skip</a><main id=m>x</main>";

    private static GatewayYaml site(OriginServer origin, String look) {
        return GatewayYaml.of(origin.url()).with("origins", "[{urls: [\"" + origin.url() + "\"], " + look + "}]");
    }

    private static RawResponse get(TestGateway gateway, String target, String... fields) {
        String[] all = new String[fields.length + 2];
        all[0] = Visitors.RUSSIA;
        all[1] = "Accept: text/html";
        System.arraycopy(fields, 0, all, 2, fields.length);
        try (RawClient client = gateway.client()) {
            return client.get(target, all);
        }
    }

    @Test
    void skipLinksComeFirstButNotBesideThePagesOwn() {
        try (OriginServer origin = OriginServer.start().answer(OriginReply.html(PAGE));
                TestGateway gateway = TestGateway.start(
                        site(origin, "skipLinks: [{to: main, id: m}, {to: search, id: s, text: {ru: Поиск}}]"))) {
            String page = get(gateway, "/").text();
            assertThat(page)
                    .contains(
                            "<nav aria-label=\"Accessibility links\"><ul><li><a href=\"#m\">Skip to main content</a></li>")
                    .contains("<a href=\"#s\">Skip to search</a>");
            assertThat(page.indexOf("<nav")).isLessThan(page.indexOf("<p><strong>"));
            origin.answer(OriginReply.html(PAGE.replace("lang=en", "lang=ru")));
            assertThat(get(gateway, "/").text()).contains("<a href=\"#s\">&#1055;&#1086;&#1080;&#1089;&#1082;</a>");
            origin.answer(OriginReply.html(WITH_OWN_SKIP_LINK));
            assertThat(get(gateway, "/").text()).contains("<body><aside").doesNotContain("<nav");
        }
    }

    @Test
    void theNoticeGoesBehindThePagesSkipLinkWhereThatIsAskedFor() {
        try (OriginServer origin = OriginServer.start().answer(OriginReply.html(WITH_OWN_SKIP_LINK));
                TestGateway gateway = TestGateway.start(site(origin, "placement: after-skip-link"))) {
            RawResponse page = get(gateway, "/");
            assertThat(page.text()).contains("<body><a href=#m>Skip</a><aside class=\"geo-compliance-notice\"");
            assertThat(page.text().replaceFirst("<aside.*</aside>", "")).isEqualTo(WITH_OWN_SKIP_LINK);
            assertThat(gateway.decisions(1).get(0)).contains("\"out\":\"injected\"");
        }
    }

    @Test
    void aStyleThatIsLinkedToIsAFileOfTheGatewaysOwnAndNoPolicyIsTouched() {
        String policy = "style-src 'self'";
        try (OriginServer origin =
                        OriginServer.start().answer(OriginReply.html(PAGE).with("Content-Security-Policy", policy));
                TestGateway gateway = TestGateway.start(site(origin, "style: link"))) {
            RawResponse page = get(gateway, "/");
            assertThat(page.fields().all("Content-Security-Policy")).containsExactly(policy);
            assertThat(page.text()).doesNotContain("<style>");
            Matcher link = Pattern.compile(
                            "data-nosnippet=\"\"><link rel=\"stylesheet\" href=\"(/.well-known/geo-compliance/style/[a-z2-7]{16}\\.css)\"/><p>")
                    .matcher(page.text());
            assertThat(link.find()).isTrue();

            RawResponse sheet = get(gateway, link.group(1));
            assertThat(sheet.status()).isEqualTo(200);
            assertThat(sheet.text()).startsWith(".geo-compliance-notice").endsWith("}");
            assertThat(sheet.fields().first("Content-Type")).contains("text/css; charset=utf-8");
            assertThat(sheet.fields().first("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(get(gateway, link.group(1).replace(".css", "x.css")).status())
                    .isEqualTo(404);
            assertThat(gateway.decisions(1)).as("of the page alone").hasSize(1);
        }
    }

    @Test
    void withoutStyleThereIsNeitherAndNoPolicyIsTouched() {
        try (OriginServer origin = OriginServer.start()
                        .answer(OriginReply.html(PAGE).with("Content-Security-Policy", "default-src 'none'"));
                TestGateway gateway = TestGateway.start(site(origin, "style: none"))) {
            RawResponse page = get(gateway, "/");
            assertThat(page.text()).contains("<body><aside").contains("data-nosnippet=\"\"><p><strong>");
            assertThat(page.fields().all("Content-Security-Policy")).containsExactly("default-src 'none'");
        }
    }

    @Test
    void theLinkThatHidesABarLeadsBackWithACookieThatIsTheSameForEverybody() {
        try (OriginServer origin = OriginServer.start().answer(OriginReply.html(PAGE));
                TestGateway gateway = TestGateway.start(site(origin, "placement: bottom-bar, dismissible: on"))) {
            RawResponse open = get(gateway, "/news?a=1");
            assertThat(open.text()).contains("position:fixed").contains(OWN + "/hide");
            assertThat(open.fields().list("Vary")).contains("Cookie");
            assertThat(open.fields().first("Cache-Control")).contains("private, no-cache");

            RawResponse hiding = get(gateway, OWN + "/hide", "Referer: http://news.example/news?a=1");
            assertThat(hiding.status()).isEqualTo(303);
            assertThat(hiding.fields().first("Location")).contains("/news?a=1");
            assertThat(hiding.fields().first("Cache-Control")).contains("no-store");
            assertThat(hiding.fields().first("Set-Cookie"))
                    .contains("geo-compliance-hidden-ru-undesirable=1; Path=/; HttpOnly; SameSite=Lax")
                    .isEqualTo(get(gateway, OWN + "/hide").fields().first("Set-Cookie"));
        }
    }

    @Test
    void aHiddenBarIsALineWithAnEntityTagOfItsOwn() {
        try (OriginServer origin =
                        OriginServer.start().answer(OriginReply.html(PAGE).with("ETag", "\"a\""));
                TestGateway gateway = TestGateway.start(site(origin, "placement: bottom-bar, dismissible: on"))) {
            String open = get(gateway, "/").fields().first("ETag").orElseThrow();
            String cookie = "Cookie: theirs=1; geo-compliance-hidden-ru-undesirable=1";
            RawResponse hidden = get(gateway, "/", cookie, "If-None-Match: " + open);
            assertThat(hidden.status()).isEqualTo(200);
            assertThat(hidden.text())
                    .contains("data-notice-id=\"ru-undesirable\"")
                    .contains("href=\"" + OWN + "\"")
                    .doesNotContain("position:fixed")
                    .doesNotContain(OWN + "/hide");
            assertThat(hidden.fields().first("ETag").orElseThrow()).isNotEqualTo(open);
            Fields asked = origin.requests().get(1).fields();
            assertThat(asked.all("Cookie")).containsExactly("theirs=1");
            assertThat(asked.has("If-None-Match")).isFalse();
            assertThat(gateway.decisions(2)).allMatch(line -> line.contains("\"out\":\"injected\""));
            assertThat(get(gateway, "/", "Cookie: geo-compliance-hidden-ru-undesirable=0")
                            .text())
                    .as("an older version was hidden")
                    .contains("position:fixed");
        }
    }

    @Test
    void nobodyIsLedToAnotherSiteAndNothingIsRememberedForALookAhead() {
        try (OriginServer origin = OriginServer.start().answer(OriginReply.html(PAGE));
                TestGateway gateway =
                        TestGateway.start(site(origin, "placement: bottom-bar, dismissible: on, interstitial: on"))) {
            RawResponse elsewhere = get(gateway, OWN + "/hide", "Referer: https://evil.example/");
            assertThat(elsewhere.status()).isEqualTo(200);
            assertThat(elsewhere.text())
                    .contains("<h1>The notice is hidden</h1>")
                    .doesNotContain("evil");
            for (String target :
                    new String[] {"//evil.example", "/\\evil.example", "https://evil.example", "/a b", "%"}) {
                String encoded = target.replace("/", "%2F")
                        .replace(" ", "%20")
                        .replace("\\", "%5C")
                        .replace(":", "%3A");
                RawResponse on =
                        get(gateway, OWN + "/seen?to=" + encoded, "Cookie: geo-compliance-seen-ru-undesirable=1");
                assertThat(on.fields().first("Location")).as(target).contains("/");
            }
            RawResponse ahead = get(gateway, OWN + "/seen?to=%2F", "Sec-Purpose: prefetch;prerender");
            assertThat(ahead.status()).isEqualTo(204);
            assertThat(ahead.fields().first("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void aSiteThatAllowsNoHidingHasNoSuchLink() {
        try (OriginServer origin = OriginServer.start().answer(OriginReply.html(PAGE));
                TestGateway gateway = TestGateway.start(site(origin, "placement: bottom-bar"))) {
            RawResponse page = get(gateway, "/", "Cookie: geo-compliance-hidden-ru-undesirable=1");
            assertThat(page.text()).contains("position:fixed").doesNotContain("/hide");
            assertThat(page.fields().first("Vary").orElse("")).doesNotContain("Cookie");
            assertThat(get(gateway, OWN + "/hide").status()).isEqualTo(404);
        }
    }
}
