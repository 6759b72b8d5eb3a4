package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.notice.OwnPage;
import io.geocompliance.gateway.notice.StyleSheet;
import io.geocompliance.gateway.proxy.front.Connections;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;

/**
 * Serves the gateway's own pages on every site: the same for everybody, cacheable, recorded nowhere, touched by no rule.
 */
record OwnPages(HttpServerRequest request, Notices notices, Listener listener, Connections connections) {

    /** Whether a path is the gateway's own; its paths never reach an origin. */
    static boolean owns(String path) {
        return path.startsWith(Notices.OWN_PAGES);
    }

    /**
     * Answers a request for one of them, or one that follows a link by which readers say something.
     *
     * @param path normalised
     */
    Future<Void> serve(String path, String authority) {
        Optional<Notices.Act> act = notices.act(path);
        return act.isPresent()
                ? new Remembering(request, act.get(), listener.tls() != null)
                        .answer(authority)
                        .send(request, false, connections)
                : page(path);
    }

    private Future<Void> page(String path) {
        Optional<OwnPage> found = notices.page(path);
        HttpServerResponse response = request.response();
        request.resume();
        Optional<StyleSheet> sheet = notices.styleSheet(path);
        if (sheet.isPresent()) {
            return style(sheet.get());
        }
        if (found.isEmpty()) {
            return response.setStatusCode(404)
                    .putHeader("cache-control", "no-store")
                    .putHeader("content-type", "text/plain; charset=utf-8")
                    .end("There is no such page.\n");
        }
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            return response.setStatusCode(405).putHeader("allow", "GET, HEAD").end();
        }
        OwnPage page = found.get();
        response.putHeader("cache-control", "public, max-age=300").putHeader("etag", page.etag());
        if (matches(request.headers().getAll("if-none-match"), page.etag())) {
            return response.setStatusCode(304).end();
        }
        byte[] body = page.body();
        OwnAnswer.describe(response, page.language(), page.contentSecurityPolicy());
        response.putHeader("content-length", Integer.toString(body.length));
        return request.method() == HttpMethod.HEAD ? response.end() : response.end(Buffer.buffer(body));
    }

    /** Its path changes with its text, so a copy is good for ever. */
    private Future<Void> style(StyleSheet sheet) {
        HttpServerResponse response = request.response()
                .putHeader("cache-control", "public, max-age=31536000, immutable")
                .putHeader("content-type", "text/css; charset=utf-8")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("content-length", Integer.toString(sheet.css().length()));
        return request.method() == HttpMethod.HEAD ? response.end() : response.end(sheet.css());
    }

    /** Weak comparison over the list (RFC 9110 13.1.2). */
    private static boolean matches(List<String> lines, String etag) {
        for (String line : lines) {
            for (String tag : line.split(",")) {
                String bare = tag.strip();
                if (bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
