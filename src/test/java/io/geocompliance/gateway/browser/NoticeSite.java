package io.geocompliance.gateway.browser;

import io.geocompliance.gateway.testing.Chromium;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A gateway before one page that a test writes, and a browser before that. */
final class NoticeSite implements AutoCloseable {

    private final OriginServer origin = OriginServer.start().answer(OriginReply.html("<p>x"));
    private final TestGateway gateway;
    private final Chromium browser;

    /** @param look the keys of an origin that say how notices look, such as {@code placement: first} */
    NoticeSite(Path directory, String look) {
        browser = Chromium.start(directory);
        gateway = TestGateway.start(GatewayYaml.of(origin.url())
                .with("origins", "[{urls: [\"" + origin.url() + "\"]" + (look.isEmpty() ? "" : ", ") + look + "}]"));
    }

    Chromium browser() {
        return browser;
    }

    /** What the site answers from now on, in UTF-8. */
    NoticeSite page(String html) {
        return page(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
    }

    NoticeSite page(byte[] html, String type) {
        origin.answer(OriginReply.status(200)
                .with("Content-Type", type)
                .with("Cache-Control", "no-store")
                .body(html));
        return this;
    }

    /** Opens it as a reader from there. */
    Chromium open(Visitor visitor) {
        return open(visitor, "/");
    }

    Chromium open(Visitor visitor, String path) {
        browser.headers(Map.of("X-Forwarded-For", visitor.address(), "Accept-Language", "ru"));
        browser.open(gateway.url() + path);
        return browser;
    }

    @Override
    public void close() {
        gateway.close();
        origin.close();
        browser.close();
    }
}
