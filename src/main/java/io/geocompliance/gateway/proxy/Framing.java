package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.response.HeaderPolicy;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.stream.Stream;

/** How an answer's end is told on the visitor's connection (RFC 9112 6), and its trailers: ours, never the origin's framing. */
record Framing(HttpServerRequest request, Treated treated) {

    /** Completes a head; the front adds whether the connection ends with it. */
    void write(MultiMap head) {
        boolean bodiless = request.method() == HttpMethod.HEAD || treated.isBodiless();
        boolean counted = head.contains("content-length");
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        if (bodiless || counted) {
            return;
        }
        HttpServerResponse visitor = request.response();
        if (request.version() == HttpVersion.HTTP_1_1) {
            visitor.setChunked(true);
            if (passesTrailers()) {
                head.set("trailer", String.join(", ", trailerNames()));
            }
        }
    }

    /** Whether a body follows and the head says how it ends, so that the head may leave before it. */
    boolean leavesFirst() {
        HttpServerResponse visitor = request.response();
        boolean told = request.version() == HttpVersion.HTTP_2
                || visitor.headers().contains("content-length")
                || visitor.isChunked();
        return told && !treated.isBodiless();
    }

    /** To those who take them; what speaks of the origin's bytes does not hold for a page with the notice. */
    void passTrailers() {
        MultiMap trailers = treated.origin().trailers();
        if (!trailers.isEmpty() && passesTrailers()) {
            MultiMap passed = request.response().trailers();
            HopByHop.copyEndToEnd(trailers, passed);
            passed.remove("content-length");
            passed.names().stream().filter(name -> !isPassed(name)).toList().forEach(passed::remove);
        }
    }

    private boolean passesTrailers() {
        boolean taken = request.version() == HttpVersion.HTTP_2 || HopByHop.takesTrailers(request.headers());
        return taken && !trailerNames().isEmpty();
    }

    private List<String> trailerNames() {
        return treated.origin().headers().getAll("trailer").stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(this::isPassed)
                .toList();
    }

    private boolean isPassed(String trailer) {
        return !trailer.isEmpty() && !(treated.injects() && HeaderPolicy.speaksOfBytes(trailer));
    }
}
