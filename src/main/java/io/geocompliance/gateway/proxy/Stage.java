package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.Connections;
import io.geocompliance.gateway.proxy.upstream.Sites;
import io.geocompliance.gateway.proxy.upstream.Upstream;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;

/** What all exchanges of an event loop share. */
record Stage(
        Vertx vertx,
        ProxySettings settings,
        ProxyServer.Surroundings surroundings,
        Upstream upstream,
        Sites sites,
        Via via,
        Connections connections,
        Splices splices,
        MinuteRecords records) {

    /** Tells operators of a bug of ours that was caught for the visitor's sake. */
    void report(RuntimeException bug) {
        Handler<Throwable> told = vertx.exceptionHandler();
        if (told != null) {
            told.handle(bug);
        }
    }
}
