package io.geocompliance.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** How an answer's end is told on the visitor's connection (RFC 9112 6), and its trailers: ours, never the origin's framing. */
record Framing(Exchange.Stage stage, HttpServerRequest request, Treated treated) {

    /**
     * Completes a head.
     *
     * @param done completes with the answer
     */
    void write(MultiMap head, Future<Void> done) {
        boolean bodiless = request.method() == HttpMethod.HEAD || treated.isBodiless();
        boolean counted = head.contains("content-length");
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        if (stage.draining().getAsBoolean() || HopByHop.wantsClose(request.headers())) {
            head.set("connection", "close");
        }
        if (bodiless || counted) {
            return;
        }
        HttpServerResponse visitor = request.response();
        if (request.version() == HttpVersion.HTTP_1_1) {
            visitor.setChunked(true);
            if (passesTrailers()) {
                head.set("trailer", String.join(", ", treated.origin().headers().getAll("trailer")));
            }
        } else {
            // HTTP/1.0: the end of the connection is the end of the body, whatever the visitor would like to keep.
            visitor.headersEndHandler(ready -> head.set("connection", "close"));
            visitor.bodyEndHandler(
                    sent -> done.onSuccess(over -> request.connection().close()));
        }
    }

    /** To those who take them, and only of bodies that are as the origin sent them. */
    void passTrailers() {
        MultiMap trailers = treated.origin().trailers();
        if (!trailers.isEmpty() && passesTrailers()) {
            MultiMap passed = request.response().trailers();
            HopByHop.copyEndToEnd(trailers, passed);
            passed.remove("content-length");
        }
    }

    private boolean passesTrailers() {
        boolean taken = request.version() == HttpVersion.HTTP_2 || HopByHop.takesTrailers(request.headers());
        return taken && !treated.injects() && treated.origin().headers().contains("trailer");
    }
}
