package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Asks each server of one site whether it is well, on a fresh connection each time. Lives on one event loop, for all of them. */
final class HealthChecks {

    private final Vertx vertx;
    private final Upstream upstream;
    private final Site site;
    private final String path;

    private boolean stopped;

    HealthChecks(Vertx vertx, Upstream upstream, Site site, String path) {
        this.vertx = vertx;
        this.upstream = upstream;
        this.site = site;
        this.path = path;
    }

    /** Checks now and goes on checking, a fifth sooner or later than said, so that gateways do not keep step. */
    void start() {
        if (stopped) {
            return;
        }
        List<Future<Void>> round =
                site.servers().all().stream().map(this::check).toList();
        long interval = site.origin().health().interval().toMillis();
        long pause = interval - interval / 5 + ThreadLocalRandom.current().nextLong(interval * 2 / 5 + 1);
        Future.join(round).onComplete(checked -> vertx.setTimer(Math.max(1, pause), next -> start()));
    }

    /** No round begins any more. One under way fails with its connections, and would otherwise be followed by the next. */
    void stop() {
        stopped = true;
    }

    private Future<Void> check(Server server) {
        Duration timeout = site.origin().health().timeout();
        Turn turn = upstream.turnAt(site, server);
        return turn.freshRequest(HttpMethod.GET, path)
                .compose(request -> ask(request, server.endpoint().url()))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(false)
                .map(good -> {
                    site.checked(server, good);
                    turn.close();
                    return null;
                });
    }

    private Future<Boolean> ask(HttpClientRequest request, URI url) {
        String host = site.origin().host();
        request.putHeader("host", host != null ? host : url.getRawAuthority())
                .putHeader("user-agent", "geo-compliance-gateway (health check)");
        request.exceptionHandler(failure -> {}); // the response future tells
        return request.send().map(response -> response.statusCode() >= 200 && response.statusCode() < 400);
    }
}
