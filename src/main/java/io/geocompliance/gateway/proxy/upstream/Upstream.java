package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The way to the origins from one event loop: its share of each pool of connections, and fresh ones for second tries.
 *
 * <p>Connections go to addresses; the name is for certificates alone. The pool's key has the server's own name, so a visitor's Host
 * can't multiply pools.
 */
public final class Upstream {

    private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    private final Deadlines deadlines;
    private final Map<Site, HttpClientAgent> clients = new HashMap<>();

    /** Those that are counted as open. */
    private final Set<HttpConnection> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Each event loop keeps its own share of the pools, so that no request changes threads. Make it on its loop.
     *
     * @param shares how many event loops there are
     */
    public Upstream(Vertx vertx, Sites sites, UpstreamSettings settings, int shares) {
        deadlines = new Deadlines(vertx);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(Math.max(1, settings.connectionsPerServer() / shares))
                .setMaxWaitQueueSize(Math.max(1, settings.waiting() / shares));
        Blocks blocks = new Blocks();
        for (Site site : sites.all()) {
            HttpClientAgent client = vertx.httpClientBuilder()
                    .with(options(site.origin(), settings))
                    .with(pool)
                    .withConnectHandler(connection -> {
                        AnswerCodec.installOn(connection, settings, blocks);
                        opened(site, connection);
                    })
                    .build();
            clients.put(site, client);
        }
    }

    private static HttpClientOptions options(OriginSettings origin, UpstreamSettings settings) {
        OriginSettings.Timeouts timeouts = origin.timeouts();
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(settings.headerBytes())
                .setMaxInitialLineLength(8 * 1024)
                .setConnectTimeout((int) timeouts.connect().toMillis())
                .setIdleTimeout(wholeSeconds(timeouts.idle().toSeconds()))
                .setKeepAlive(true)
                .setKeepAliveTimeout(wholeSeconds(timeouts.keepAlive().toSeconds()))
                .setTcpNoDelay(true)
                .setForceSni(true)
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(TLS_VERSIONS);
        Path ca = origin.tls().ca();
        if (ca != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()));
        }
        return options;
    }

    /** The engine's unit; 0 would be for ever. */
    private static int wholeSeconds(long seconds) {
        return (int) Math.max(1, seconds);
    }

    /** Those of this event loop. */
    public Deadlines deadlines() {
        return deadlines;
    }

    /** The next server's turn, for a site of which at least one is known; who has been known is never forgotten. */
    public Turn next(Site site) {
        return new Turn(this, site, site.servers().pick().orElseThrow());
    }

    Turn turnAt(Site site, Server server) {
        return new Turn(this, site, server);
    }

    Future<HttpClientRequest> pooled(Turn turn, HttpMethod method, String target) {
        RequestOptions options = new RequestOptions().setFollowRedirects(false);
        address(options, turn).setMethod(method).setURI(target);
        return client(turn.site()).request(options);
    }

    Future<HttpClientRequest> fresh(Turn turn, HttpMethod method, String target) {
        Site site = turn.site();
        return client(site)
                .connect(address(new HttpConnectOptions(), turn))
                .onSuccess(connection -> opened(site, connection))
                .compose(connection -> connection
                        .request(address(new RequestOptions(), turn)
                                .setMethod(method)
                                .setURI(target)
                                .setFollowRedirects(false))
                        .onSuccess(request -> closeWithRequest(request, connection))
                        .onFailure(failure -> connection.close()));
    }

    /** What a visitor may be given of a body: the buffer itself, or a copy of one that would hold much more memory than it fills. */
    public static Buffer passable(Buffer bytes) {
        return Blocks.passable(bytes);
    }

    /** To be called once for each buffer of an answer's body, when nobody reads it any more; forgotten, it costs a collection. */
    public static void release(Buffer bytes) {
        Blocks.release(bytes);
    }

    /** To be called once for each buffer of another protocol, into which an answer has switched: its bytes, in memory of nobody else. */
    public static Buffer taken(Buffer bytes) {
        return Blocks.taken(bytes);
    }

    private HttpClientAgent client(Site site) {
        return Objects.requireNonNull(clients.get(site), "made for these sites");
    }

    private static <T extends HttpConnectOptions> T address(T options, Turn turn) {
        Endpoint endpoint = turn.server().endpoint();
        String name = turn.site().origin().tls().name();
        options.setServer(turn.server().socket())
                .setHost(name != null ? name : hostOf(endpoint.url()))
                .setPort(endpoint.port())
                .setSsl(endpoint.isTls());
        return options;
    }

    /** Without the brackets of an IPv6 literal. */
    static String hostOf(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void closeWithRequest(HttpClientRequest request, HttpClientConnection connection) {
        request.response()
                .onSuccess(response -> response.end().onComplete(end -> connection.close()))
                .onFailure(failure -> connection.close());
    }

    private void opened(Site site, HttpConnection connection) {
        if (open.add(connection)) {
            site.connections.increment();
            connection.closeHandler(closed -> forget(site, connection));
            connection.exceptionHandler(failure -> {}); // the call hears of it; the engine would log addresses
        }
    }

    void forget(Site site, HttpConnection connection) {
        if (open.remove(connection)) {
            site.connections.decrement();
        }
    }
}
