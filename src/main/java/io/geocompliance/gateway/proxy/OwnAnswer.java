package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.notice.StatusPage;
import io.geocompliance.gateway.notice.StatusPages;
import io.geocompliance.gateway.proxy.front.Connections;
import io.geocompliance.gateway.response.HeaderEdit;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/**
 * An answer that the gateway gives in the origin's place; what is left of the request is let go.
 *
 * @param edits the head, but for what describes the page
 * @param page empty for those who take no HTML, and where there is nothing to say
 */
record OwnAnswer(int status, List<HeaderEdit> edits, Optional<StatusPage> page) {

    static final StatusPages PAGES = StatusPages.load();

    /**
     * Sends it; nothing may have been sent before.
     *
     * <p>Succeeds when the last byte is handed over.
     *
     * @param outOfStep whether the rest of the visitor's connection can't be read as requests
     */
    Future<Void> send(HttpServerRequest request, boolean outOfStep, Connections connections) {
        byte[] body = begin(request, outOfStep, connections);
        return request.method() == HttpMethod.HEAD || body.length == 0
                ? request.response().end()
                : request.response().end(Buffer.buffer(body));
    }

    /**
     * Sends it but for its end, as {@link #send} does; for what has a body.
     *
     * <p>Succeeds when the last byte before the end is handed over.
     */
    Future<Void> sendUpTo(HeldEnd end, HttpServerRequest request, Connections connections) {
        return end.write(Buffer.buffer(begin(request, false, connections)));
    }

    /** The head and what is to follow it. */
    private byte[] begin(HttpServerRequest request, boolean outOfStep, Connections connections) {
        HttpServerResponse response = request.response();
        response.headers().clear();
        response.setStatusCode(status);
        edits.forEach(edit -> edit.applyTo(new VertxFields(response.headers())));
        page.ifPresent(shown -> describe(response, shown.language(), shown.contentSecurityPolicy()));
        byte[] body = page.map(StatusPage::body).orElse(new byte[0]);
        response.putHeader("content-length", Integer.toString(body.length));
        if (outOfStep || mayGoOn(request)) {
            // Before the answer ends: with its end the engine hands over the request that waits behind it.
            connections.stopHearing(request);
        } else if (!request.isEnded()) { // of an ended HTTP/2 request the engine throws
            request.resume();
        }
        return body;
    }

    /** The fields of a page that the gateway has written itself. */
    static void describe(HttpServerResponse response, String language, String contentSecurityPolicy) {
        response.putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-language", language)
                .putHeader("content-security-policy", contentSecurityPolicy)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer");
    }

    /** Whether more of a body may come that nobody will read; over HTTP/2 what has none says so on the next tick only. */
    private static boolean mayGoOn(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            return hasBody(request);
        }
        boolean bodiless = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        return !request.isEnded() && (!bodiless || hasBody(request));
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return request.headers().contains("transfer-encoding") || (length != null && !length.equals("0"));
    }
}
