package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.upstream.UpstreamCall;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Relays an origin's interim answers (1xx) to the visitor, as long as nothing final has been said. */
record InterimAnswers(HttpServerRequest request) implements UpstreamCall.Interim {

    @Override
    public void onContinue() {
        if (isOpen()) {
            request.response().writeContinue();
        }
    }

    /** Links alone, and not to HTTP/1.0 (RFC 8297); names in lower case, or the engine's HTTP/2 never answers. */
    @Override
    public void onEarlyHints(MultiMap hints) {
        if (request.version() != HttpVersion.HTTP_1_0 && hints.contains("link") && isOpen()) {
            MultiMap links = MultiMap.caseInsensitiveMultiMap();
            links.add("link", hints.getAll("link"));
            request.response().writeEarlyHints(links);
        }
    }

    private boolean isOpen() {
        return !request.response().headWritten() && !request.response().ended();
    }
}
