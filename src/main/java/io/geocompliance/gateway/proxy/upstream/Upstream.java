package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** The way to the origins from one event loop: its pool of connections, and fresh ones for retries. */
public final class Upstream {

    private final HttpClientAgent client;

    /** Each event loop keeps its own share of the pool, so that no request changes threads. */
    public Upstream(Vertx vertx, UpstreamSettings settings, int eventLoops) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(settings.headerBytes())
                .setMaxInitialLineLength(8 * 1024)
                .setConnectTimeout((int) settings.connect().toMillis())
                .setIdleTimeout((int) settings.idle().toSeconds())
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) settings.keepAlive().toSeconds())
                .setTcpNoDelay(true)
                .setForceSni(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(Math.max(1, settings.connectionsPerServer() / eventLoops))
                .setMaxWaitQueueSize(Math.max(1, settings.waiting() / eventLoops));
        client = vertx.httpClientBuilder().with(options).with(pool).build();
    }

    /** A request on a pooled connection. */
    public Future<HttpClientRequest> request(RequestOptions options) {
        return client.request(options);
    }

    /** A request on a connection of its own, which closes with the request. */
    Future<HttpClientRequest> requestOnFreshConnection(RequestOptions options) {
        HttpConnectOptions connect = new HttpConnectOptions()
                .setHost(options.getHost())
                .setPort(options.getPort())
                .setSsl(options.isSsl());
        return client.connect(connect)
                .compose(connection -> connection
                        .request(options)
                        .onSuccess(request -> closeWithRequest(request, connection))
                        .onFailure(failure -> connection.close()));
    }

    private static void closeWithRequest(HttpClientRequest request, HttpClientConnection connection) {
        request.response()
                .onSuccess(response -> response.end().onComplete(end -> connection.close()))
                .onFailure(failure -> connection.close());
    }

    /** Where a server's requests go; the pool's key has the server's own name, so a visitor's Host can't multiply pools. */
    public static RequestOptions to(URI server) {
        boolean tls = "https".equals(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
        return new RequestOptions().setHost(server.getHost()).setPort(port).setSsl(tls);
    }

    public Future<Void> close() {
        return client.close();
    }
}
