package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One event loop's listening sockets (ports are shared among loops) and the connections they accept. */
public final class Front {

    private final Vertx vertx;
    private final Shared shared;
    private final Inside inside;
    private final Connections connections;
    private final List<HttpServer> servers = new ArrayList<>();

    /** What lies behind the front. Called on the event loop. */
    public interface Inside {
        /** Whether a peer is a trusted proxy, which may carry many visitors on one connection. */
        boolean trusts(IpAddress peer);

        /** Whether a peer's PROXY protocol header counts on a listener. */
        boolean trustsOn(Listener listener, IpAddress peer);

        /** Serves a request; completes when its exchange is over, however it ended. */
        Future<Void> serve(HttpServerRequest request, Listener listener);

        /** Answers a request that is not let in, and counts it. */
        void refuse(HttpServerRequest request, Refusal why);

        /** Adds what every answer's head says, as it leaves. */
        void headLeaves(MultiMap head);
    }

    /** What the fronts of all event loops have in common. Thread-safe. */
    public static final class Shared {

        private final FrontCounters counters;
        private final PerAddress addresses;
        private final Gate.Admission admission;
        private final List<Entrance> entrances;
        private final List<Gate> gates = new CopyOnWriteArrayList<>();

        /** @throws IllegalArgumentException with a sentence for the operator if a certificate can't be used */
        public Shared(FrontSettings settings, FrontCounters counters, Vertx vertx, InstantSource clock) {
            this.counters = counters;
            Entrance.Surroundings surroundings = new Entrance.Surroundings(vertx, clock, counters);
            this.entrances = settings.listeners().stream()
                    .map(listener -> new Entrance(listener, settings.limits(), surroundings))
                    .toList();
            this.addresses = new PerAddress(settings.limits().connectionsPerAddress());
            this.admission = new Gate.Admission(settings.limits().connections(), new AtomicInteger(), counters);
        }

        /** Limits what these ports accept, all together. */
        public void guard(ListeningSockets sockets, List<Integer> ports) {
            for (int port : ports) {
                gates.addAll(sockets.on(port));
            }
            gates.forEach(gate -> gate.guard(admission));
        }

        /** Leaves new connections to another process on the same address, if there is one. */
        public void steerAway() {
            gates.forEach(Gate::steerAway);
        }

        /** Stops listening; completes when nothing more is accepted. */
        public Future<Void> stopListening() {
            return Future.join(gates.stream().map(Gate::close).toList()).mapEmpty();
        }
    }

    /** Call it on the event loop. */
    public Front(Vertx vertx, FrontSettings settings, Shared shared, Inside inside) {
        this.vertx = vertx;
        this.shared = shared;
        this.inside = inside;
        this.connections = new Connections(
                vertx,
                new Ticks(vertx),
                new VisitorConnection.Terms(
                        settings.limits(), settings.patience(), shared.counters, inside::headLeaves));
    }

    /** Binds every listener; call it on the event loop. */
    public Future<?> listen() {
        List<Future<HttpServer>> bound = new ArrayList<>();
        for (int i = 0; i < shared.entrances.size(); i++) {
            bound.add(bind(shared.entrances.get(i), i));
        }
        return Future.all(bound);
    }

    /** Port 0 becomes a negative one: the engine's word for "any, but the same for all instances". */
    private Future<HttpServer> bind(Entrance entrance, int index) {
        HttpServer server = vertx.createHttpServer(entrance.options());
        Listener listener = entrance.listener();
        servers.add(server);
        server.connectionHandler(connection -> {
            StrictRequestDecoder.installOn(connection, entrance.options());
            connected(connection, entrance);
        });
        server.exceptionHandler(brokenHandshake -> shared.counters.count(Cutoff.NOT_UNDERSTOOD));
        server.invalidRequestHandler(this::invalid);
        server.requestHandler(request -> requested(request, listener));
        int port = listener.port() == 0 ? -1 - index : listener.port();
        return server.listen(port, listener.host());
    }

    private void connected(HttpConnection connection, Entrance entrance) {
        Optional<IpAddress> peer = PeerAddress.of(connection);
        boolean trusted = peer.filter(inside::trusts).isPresent();
        boolean proxied = entrance.listener().proxyProtocol();
        if (proxied
                && peer.filter(own -> inside.trustsOn(entrance.listener(), own)).isEmpty()) {
            cutOff(connection, Cutoff.UNTRUSTED_PROXY); // its header is a stranger's word
            return;
        }
        // Where a trusted proxy carries many visitors on one connection, its own address is nobody's to count.
        Optional<IpAddress> counted =
                proxied ? PeerAddress.parse(connection.remoteAddress()) : peer.filter(own -> !trusted);
        if (counted.isPresent() && !shared.addresses.enter(counted.get())) {
            cutOff(connection, Cutoff.CONNECTIONS_PER_ADDRESS);
            return;
        }
        connections.opened(connection);
        Wire.whenClosed(connection, () -> {
            connections.closed(connection);
            counted.ifPresent(shared.addresses::leave);
        });
        connection.exceptionHandler(failure -> {}); // the exchange hears of it; the engine would log addresses
    }

    private void cutOff(HttpConnection connection, Cutoff why) {
        shared.counters.count(why);
        connection.close();
    }

    private void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Refusal refusal = Refusal.MALFORMED;
        if (cause instanceof TooLongHttpLineException) {
            refusal = Refusal.TARGET_TOO_LONG;
        } else if (cause instanceof TooLongHttpHeaderException) {
            refusal = Refusal.HEAD_TOO_LARGE;
        }
        Refusal why = refusal;
        begin(request).ifPresent(end -> {
            inside.refuse(request, why);
            end.run();
        });
    }

    private void requested(HttpServerRequest request, Listener listener) {
        begin(request).ifPresent(end -> inside.serve(request, listener).onComplete(over -> end.run()));
    }

    /** Empty if the request is not to be heard, else what to do when its exchange is over. */
    private Optional<Runnable> begin(HttpServerRequest request) {
        return connections
                .of(request)
                .flatMap(visitor -> visitor.begin(request).map(answering -> () -> visitor.end(answering)));
    }

    /** Looks for new certificates from now on; one event loop's front does so for all, since they share the sockets. */
    public void watchCertificates() {
        for (int i = 0; i < servers.size(); i++) {
            shared.entrances.get(i).watch(servers.get(i), vertx);
        }
    }

    /** The connections open now. */
    public Connections connections() {
        return connections;
    }

    /** The port that a listener is bound to, in the order of the settings. */
    public int port(int listener) {
        return servers.get(listener).actualPort();
    }

    /** The ports of all listeners, in the order of the settings. */
    public List<Integer> ports() {
        return servers.stream().map(HttpServer::actualPort).toList();
    }
}
