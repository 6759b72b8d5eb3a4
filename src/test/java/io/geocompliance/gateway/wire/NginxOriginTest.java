package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Nginx;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What src/docs/operations.md says of a real nginx behind the gateway: it compresses for whom it does not take for a proxy. */
@Tag("wire")
class NginxOriginTest {

    private static final String PAGE = "<!doctype html><title>t</title><body>" + "<p>text</p>".repeat(2000);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"on, off, false", "off, off, true", "on, any, true"})
    void compressesAsViaAndGzipProxiedSay(String via, String gzipProxied, boolean compresses) throws IOException {
        try (Nginx nginx = nginx("gzip on; gzip_proxied " + gzipProxied + ";");
                TestGateway gateway = gateway(nginx, via)) {
            for (String visitor : new String[] {"77.88.8.8", "5.9.0.1"}) {
                RawResponse page = visit(gateway, visitor);
                assertThat(page.fields().list("Content-Encoding").contains("gzip"))
                        .isEqualTo(compresses);
                assertThat(NoticeInPage.of(page.content()).without()).asString().isEqualTo(PAGE);
            }
        }
    }

    /** Its own lingering and keep-alive, with connections used again and again. */
    @ParameterizedTest
    @ValueSource(strings = {"keepalive_timeout 75s;", "keepalive_timeout 0;", "keepalive_requests 3;"})
    void servesManyVisitsWhateverItsKeepAlive(String setting) throws IOException {
        try (Nginx nginx = nginx(setting);
                TestGateway gateway = gateway(nginx, "on");
                RawClient visitor = gateway.client()) {
            for (int visit = 0; visit < 100; visit++) {
                assertThat(visitor.get("/page.html", "X-Forwarded-For: 5.9.0.1").text())
                        .isEqualTo(PAGE);
            }
        }
    }

    private static RawResponse visit(TestGateway gateway, String visitor) {
        try (RawClient client = gateway.client()) {
            return client.get(
                    "/page.html", "X-Forwarded-For: " + visitor, "Accept: text/html", "Accept-Encoding: gzip");
        }
    }

    private Nginx nginx(String settings) throws IOException {
        Path site = Files.createDirectories(directory.resolve("site"));
        Files.writeString(site.resolve("page.html"), PAGE, StandardCharsets.US_ASCII);
        return Nginx.start(Files.createDirectories(directory.resolve("nginx")), "root " + site + "; " + settings);
    }

    private static TestGateway gateway(Nginx nginx, String via) {
        return TestGateway.start(
                GatewayYaml.of(nginx.url()).with("origins", "[{via: " + via + ", urls: [\"" + nginx.url() + "\"]}]"));
    }
}
