package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.ProxySettings.Listener;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop: its own listening sockets (shared ports), its own connections to origins, its exchanges. */
final class EventLoop extends VerticleBase {

    private static final int IDLE_SECONDS = 75;
    private static final int CONNECTION_WINDOW_BYTES = 1 << 20;

    private final ProxySettings settings;
    private final ProxyServer.Surroundings surroundings;
    private final int eventLoops;

    private final Sites sites;
    private final List<HttpServer> servers = new ArrayList<>();

    /** Made at start, on this loop. */
    private @Nullable Connections connections;

    private @Nullable Upstream upstream;
    private volatile boolean draining;

    EventLoop(ProxySettings settings, ProxyServer.Surroundings surroundings, int eventLoops) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.eventLoops = eventLoops;
        this.sites = new Sites(settings.origins());
    }

    @Override
    public Future<?> start() {
        upstream = new Upstream(vertx, settings, eventLoops);
        connections = new Connections(vertx);
        List<Future<HttpServer>> bound = new ArrayList<>();
        for (int i = 0; i < settings.listeners().size(); i++) {
            bound.add(bind(settings.listeners().get(i), i));
        }
        return Future.all(bound);
    }

    /** Port 0 becomes a negative one: the engine's word for "any, but the same for all instances". */
    private Future<HttpServer> bind(Listener listener, int index) {
        HttpServer server = vertx.createHttpServer(options(listener));
        servers.add(server);
        server.connectionHandler(connection -> connected(connection, listener));
        server.exceptionHandler(brokenHandshake -> surroundings.counters().count(Failure.MALFORMED_REQUEST));
        server.invalidRequestHandler(this::invalid);
        server.requestHandler(request -> serve(request, listener));
        int port = listener.port() == 0 ? -1 - index : listener.port();
        return server.listen(port, listener.host());
    }

    private HttpServerOptions options(Listener listener) {
        ProxySettings.Limits limits = settings.limits();
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true)
                .setUseProxyProtocol(listener.proxyProtocol())
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(100).setMaxHeaderListSize(limits.headerBytes()));
        ProxySettings.Tls tls = listener.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString())
                            .addKeyPath(tls.key().toString()));
        }
        return options;
    }

    private void connected(HttpConnection connection, Listener listener) {
        if (listener.proxyProtocol()
                && !Peer.isTrusted(connection, surroundings.snapshot().get())) {
            connection.close(); // its header is a stranger's word
            return;
        }
        open().opened(connection);
        surroundings.counters().opened();
        connection.closeHandler(closed -> {
            open().closed(connection);
            surroundings.counters().closed();
        });
        connection.exceptionHandler(failure -> {}); // the exchange hears of it; the engine would log addresses
    }

    private void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Failure failure = Failure.MALFORMED_REQUEST;
        if (cause instanceof io.netty.handler.codec.http.TooLongHttpLineException) {
            failure = Failure.TARGET_TOO_LONG;
        } else if (cause instanceof io.netty.handler.codec.http.TooLongHttpHeaderException) {
            failure = Failure.HEAD_TOO_LARGE;
        }
        surroundings.counters().count(failure);
        ErrorPage.send(request, failure, open());
    }

    private void serve(HttpServerRequest request, Listener listener) {
        HttpConnection connection = request.connection();
        if (!open().begin(connection)) {
            return;
        }
        Exchange.Stage stage = new Exchange.Stage(
                vertx,
                settings,
                surroundings,
                Objects.requireNonNull(upstream, "started"),
                sites,
                open(),
                this::isDraining);
        new Exchange(stage, request, listener).run().onComplete(done -> open().end(connection));
    }

    private Connections open() {
        return Objects.requireNonNull(connections, "started");
    }

    boolean isDraining() {
        return draining;
    }

    int port(int listener) {
        return servers.get(listener).actualPort();
    }

    /** From now on every answer closes its connection. */
    void beginDrain() {
        draining = true;
    }

    /** Stops listening, ends idle connections at once and the others when their last answer has left, or with the grace. */
    Future<Void> shutdown() {
        long graceMillis = settings.drain().grace().toMillis();
        List<Future<Void>> closing = new ArrayList<>();
        for (HttpServer server : servers) {
            closing.add(server.shutdown(graceMillis, TimeUnit.MILLISECONDS));
        }
        context.runOnContext(onLoop -> open().closeIdle());
        return Future.join(closing).otherwiseEmpty().mapEmpty();
    }
}
