package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One request's turn at a server: in flight from the choice of the server until {@link #over}, and the one place where the server's
 * health learns of it. Lives on one event loop.
 */
public final class Turn {

    private final Upstream upstream;
    private final Site site;
    private final Server server;
    private @Nullable HttpClientRequest request;
    private boolean over;

    Turn(Upstream upstream, Site site, Server server) {
        this.upstream = upstream;
        this.site = site;
        this.server = server;
        server.begin();
    }

    /** How long each step may take. */
    public OriginSettings.Timeouts timeouts() {
        return site.origin().timeouts();
    }

    Deadlines deadlines() {
        return upstream.deadlines();
    }

    Site site() {
        return site;
    }

    Server server() {
        return server;
    }

    /** A request on a connection of the pool; fails as the engine does. */
    public Future<HttpClientRequest> request(HttpMethod method, String target) {
        site.waiting.increment();
        return upstream.pooled(this, method, target)
                .onSuccess(opened -> request = opened)
                .onComplete(asked -> site.waiting.decrement());
    }

    /** A request on a connection of its own, which closes with the request. */
    Future<HttpClientRequest> freshRequest(HttpMethod method, String target) {
        return upstream.fresh(this, method, target).onSuccess(opened -> {
            request = opened;
            if (over) {
                opened.connection().close();
            }
        });
    }

    /** A second turn: at another server if there is one and this could not be reached, else at the same. */
    Turn second(boolean unreachable) {
        over();
        site.retries.increment();
        Server next = unreachable ? site.servers().pickOtherThan(server).orElse(server) : server;
        return new Turn(upstream, site, next);
    }

    boolean hasAlternative() {
        return site.servers().pickOtherThan(server).isPresent();
    }

    /** Has the head of an answer. */
    public void answered(int status) {
        if (status >= 502 && status <= 504) {
            site.servers().failed(server);
        } else {
            site.servers().succeeded(server);
        }
    }

    /** Was reset, or too slow. */
    void failed() {
        site.servers().failed(server);
    }

    /** No request could be made: tells whether by the server's fault. */
    public boolean notConnected(Throwable cause) {
        boolean unreachable = UpstreamException.isUnreachable(cause);
        if (unreachable) {
            site.servers().failed(server);
        }
        return unreachable;
    }

    /** Nothing of it is in flight any more; the first call counts. */
    public void over() {
        if (!over) {
            over = true;
            server.end();
        }
    }

    boolean isOver() {
        return over;
    }

    /** Gives up what is still in flight. */
    void close() {
        over();
        if (request != null) {
            request.connection().close();
        }
    }

    /** Both ends of a tunnel are closed: the engine no longer tells of its connection. */
    public void tunnelClosed() {
        over();
        if (request != null) {
            upstream.forget(site, request.connection());
        }
    }
}
