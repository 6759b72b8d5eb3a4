package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Static files of a real nginx, plain and compressed before and on the way, through nginx's proxy in both its versions of HTTP. */
@Tag("nginx")
class NginxOriginTest {

    private static final byte[] PAGE = ("<!doctype html><html lang=ru><title>t</title><body>\n"
                    + "<p>Поезд пришёл\n".repeat(2_000))
            .getBytes(StandardCharsets.UTF_8);

    /** Compresses for proxies too, and so for the gateway: its requests have a Via. */
    private static final String ORIGIN = """
            charset utf-8;
            gzip_proxied any;
            location /static/ { gzip_static on; }
            location /dynamic/ { gzip on; gzip_min_length 0; gzip_comp_level 6; }
            """;

    @TempDir
    Path directory;

    private NginxAround site;

    /** How the proxy in front speaks to the gateway. */
    enum Proxy {
        /** HTTP/1.0, a connection for each request: what nginx does unasked. */
        AS_IT_COMES(""),
        /** HTTP/1.1. */
        HTTP_1_1("proxy_http_version 1.1; proxy_set_header Connection \"\";");

        private final String location;

        Proxy(String location) {
            this.location = location;
        }
    }

    private void start(Proxy proxy) {
        site = NginxAround.start(directory, ORIGIN, proxy.location);
        for (String folder : new String[] {"/plain", "/static", "/dynamic"}) {
            site.publish(folder + "/page.html", PAGE);
        }
        site.publish("/static/page.html.gz", Coding.GZIP.encode(PAGE));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyCodingCarriesTheNoticeToRussiaAndThePageAsItIsToGermany(Proxy proxy) {
        start(proxy);
        for (String folder : new String[] {"/plain", "/static", "/dynamic"}) {
            String path = folder + "/page.html";
            RawResponse ofOrigin = get(site.originPort(), path, Visitor.GERMANY);
            assertThat(ofOrigin.fields().has("Content-Encoding")).as(path).isEqualTo(!folder.equals("/plain"));

            RawResponse germany = get(site.port(), path, Visitor.GERMANY);
            assertThat(germany.content()).as(path).isEqualTo(PAGE);

            RawResponse russia = get(site.port(), path, Visitor.RUSSIA);
            assertThat(russia.status()).isEqualTo(200);
            assertThat(russia.ending().clean()).as(path).isTrue();
            assertThat(russia.fields().first("Content-Encoding"))
                    .as(path)
                    .isEqualTo(ofOrigin.fields().first("Content-Encoding"));
            NoticeInPage page = NoticeInPage.of(russia.content());
            assertThat(page.languages()).as(path).containsExactly("ru");
            assertThat(page.without()).as(path).isEqualTo(PAGE);
        }
    }

    /** What nginx has tagged by time and length is another thing with the notice in it, and is asked for as that. */
    @ParameterizedTest
    @EnumSource
    void aKnownPageIsNotSentAgain(Proxy proxy) {
        start(proxy);
        String path = "/plain/page.html";
        String germany =
                get(site.port(), path, Visitor.GERMANY).fields().first("ETag").orElseThrow();
        String russia =
                get(site.port(), path, Visitor.RUSSIA).fields().first("ETag").orElseThrow();
        assertThat(russia).isNotEqualTo(germany);
        assertThat(get(site.port(), path, Visitor.RUSSIA, "If-None-Match: " + russia)
                        .status())
                .isEqualTo(304);
        assertThat(get(site.port(), path, Visitor.RUSSIA, "If-None-Match: " + germany)
                        .status())
                .isEqualTo(200);
        assertThat(get(site.port(), path, Visitor.GERMANY, "If-None-Match: " + germany)
                        .status())
                .isEqualTo(304);
    }

    private static RawResponse get(int port, String path, Visitor visitor, String... more) {
        String[] fields = new String[more.length + 3];
        fields[0] = NginxAround.CONNECTS_FROM + ": " + visitor.address();
        fields[1] = "Accept-Encoding: gzip";
        fields[2] = "Accept: text/html";
        System.arraycopy(more, 0, fields, 3, more.length);
        try (RawClient client = RawClient.to(port)) {
            return client.get(path, fields);
        }
    }
}
