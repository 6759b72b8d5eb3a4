package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One event loop's listening sockets (ports are shared among loops) and the connections they accept. */
public final class Front {

    private final Vertx vertx;
    private final FrontSettings settings;
    private final FrontCounters counters;
    private final Inside inside;
    private final Connections connections;
    private final List<HttpServer> servers = new ArrayList<>();

    /** What lies behind the front. Called on the event loop. */
    public interface Inside {
        /** Whether a peer's PROXY protocol header counts. */
        boolean trusts(IpAddress peer);

        /** Serves a request; completes when its exchange is over, however it ended. */
        Future<Void> serve(HttpServerRequest request, Listener listener);

        /** Answers a request that is not let in, and counts it. */
        void refuse(HttpServerRequest request, Refusal why);

        /** Counts a visitor who does not speak the listener's protocol. */
        void notUnderstood();
    }

    public Front(Vertx vertx, FrontSettings settings, FrontCounters counters, Inside inside) {
        this.vertx = vertx;
        this.settings = settings;
        this.counters = counters;
        this.inside = inside;
        this.connections = new Connections(vertx);
    }

    /** Binds every listener; call it on the event loop. */
    public Future<?> listen() {
        List<Future<HttpServer>> bound = new ArrayList<>();
        for (int i = 0; i < settings.listeners().size(); i++) {
            bound.add(bind(settings.listeners().get(i), i));
        }
        return Future.all(bound);
    }

    /** Port 0 becomes a negative one: the engine's word for "any, but the same for all instances". */
    private Future<HttpServer> bind(Listener listener, int index) {
        HttpServerOptions options = EngineOptions.of(listener, settings.limits());
        HttpServer server = vertx.createHttpServer(options);
        servers.add(server);
        server.connectionHandler(connection -> {
            StrictRequestDecoder.installOn(connection, options);
            connected(connection, listener);
        });
        server.exceptionHandler(brokenHandshake -> inside.notUnderstood());
        server.invalidRequestHandler(this::invalid);
        server.requestHandler(request -> requested(request, listener));
        int port = listener.port() == 0 ? -1 - index : listener.port();
        return server.listen(port, listener.host());
    }

    private void connected(HttpConnection connection, Listener listener) {
        if (listener.proxyProtocol()
                && PeerAddress.of(connection).filter(inside::trusts).isEmpty()) {
            connection.close(); // its header is a stranger's word
            return;
        }
        connections.opened(connection);
        counters.opened();
        connection.closeHandler(closed -> {
            connections.closed(connection);
            counters.closed();
        });
        connection.exceptionHandler(failure -> {}); // the exchange hears of it; the engine would log addresses
    }

    private void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Refusal refusal = Refusal.MALFORMED;
        if (cause instanceof TooLongHttpLineException) {
            refusal = Refusal.TARGET_TOO_LONG;
        } else if (cause instanceof TooLongHttpHeaderException) {
            refusal = Refusal.HEAD_TOO_LARGE;
        }
        inside.refuse(request, refusal);
    }

    private void requested(HttpServerRequest request, Listener listener) {
        HttpConnection connection = request.connection();
        if (connections.begin(connection)) {
            if (isLast(request)) {
                connections.hearNoMore(connection);
            }
            inside.serve(request, listener).onComplete(done -> connections.end(connection));
        }
    }

    /** Whether no request may follow on the connection (RFC 9112 9.3). */
    private static boolean isLast(HttpServerRequest request) {
        return switch (request.version()) {
            case HTTP_1_0 -> !ConnectionOptions.of(request.headers()).contains("keep-alive");
            case HTTP_1_1 -> ConnectionOptions.of(request.headers()).contains("close");
            case HTTP_2 -> false;
        };
    }

    /** The connections open now. */
    public Connections connections() {
        return connections;
    }

    /** The port that a listener is bound to, in the order of the settings. */
    public int port(int listener) {
        return servers.get(listener).actualPort();
    }

    /** Stops listening, ends idle connections at once and the others when their last answer has left, or with the grace. */
    public Future<Void> shutdown() {
        long graceMillis = settings.drain().grace().toMillis();
        List<Future<Void>> closing = new ArrayList<>();
        for (HttpServer server : servers) {
            closing.add(server.shutdown(graceMillis, TimeUnit.MILLISECONDS));
        }
        connections.closeIdle();
        return Future.join(closing).otherwiseEmpty().mapEmpty();
    }
}
