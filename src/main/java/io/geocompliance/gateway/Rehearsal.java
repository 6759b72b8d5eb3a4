package io.geocompliance.gateway;

import io.geocompliance.gateway.admin.Metrics;
import io.geocompliance.gateway.audit.Anchoring;
import io.geocompliance.gateway.audit.AuditCounters;
import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.Custody;
import io.geocompliance.gateway.audit.Introduction;
import io.geocompliance.gateway.audit.Room;
import io.geocompliance.gateway.client.Cidr;
import io.geocompliance.gateway.client.ClientSettings;
import io.geocompliance.gateway.client.ForwardedChain;
import io.geocompliance.gateway.demo.DemoSite;
import io.geocompliance.gateway.proxy.ProxyCounters;
import io.geocompliance.gateway.proxy.ProxyServer;
import io.geocompliance.gateway.proxy.ProxySettings;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.front.ListeningSockets;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A few visits through the whole gateway before anybody is let in, so that no reader waits while classes are loaded: the configuration
 * that will be in force, in front of the built-in news site, on a loopback port that nobody knows of. They are counted and recorded
 * nowhere.
 */
final class Rehearsal implements AutoCloseable {

    private static final int ROUNDS = 3;

    /** Places that most rules tell apart; for the others the visits still pass. */
    private static final List<String> VISITORS = List.of("77.88.8.8", "88.198.0.1", "2a02:6b8::1");

    private static final List<String> CODINGS = List.of("identity", "gzip");

    /** For origins, checks and endings alike; nothing of it is slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ListeningSockets sockets = new ListeningSockets();
    private final Vertx vertx = Gateway.engine(sockets);
    private final Snapshot snapshot;
    private final ProxySettings settings;

    Rehearsal(Snapshot snapshot, ProxySettings settings) {
        this.snapshot = withVisitors(snapshot);
        this.settings = settings;
    }

    /** Completes with how many answers came. */
    Future<Integer> hold() {
        return DemoSite.start(vertx).compose(this::inFrontOf);
    }

    /** Takes everything down, ports and threads; nobody has to wait for it. */
    @Override
    public void close() {
        vertx.close();
    }

    private Future<Integer> inFrontOf(DemoSite site) {
        ProxyServer.Surroundings nobody = new ProxyServer.Surroundings(
                () -> snapshot,
                new Unheard(),
                sockets,
                InstantSource.system(),
                new ProxyCounters(Metrics.DURATION_BOUNDS_SECONDS));
        return ProxyServer.start(vertx, aside(site.port()), nobody).compose(server -> visits(server.port(0)));
    }

    private Future<Integer> visits(int port) {
        HttpClientAgent client = vertx.createHttpClient();
        Future<Integer> answers = Future.succeededFuture(0);
        for (int round = 0; round < ROUNDS; round++) {
            for (String visitor : VISITORS) {
                for (String coding : CODINGS) {
                    RequestOptions visit = new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setURI("/")
                            .putHeader("X-Forwarded-For", visitor)
                            .putHeader("Accept-Encoding", coding)
                            .putHeader("Accept", "text/html");
                    answers = answers.compose(before -> visit(client, visit).map(answer -> before + 1));
                }
            }
        }
        return answers.eventually(client::close); // held till then: the engine closes a client nobody knows any more
    }

    private static Future<HttpClientResponse> visit(HttpClientAgent client, RequestOptions visit) {
        return client.request(visit)
                .compose(request -> request.send())
                .compose(response -> response.end().map(response));
    }

    private ProxySettings aside(int originPort) {
        FrontSettings front = settings.front();
        FrontSettings.Listener listener = new FrontSettings.Listener("127.0.0.1", 0, null, false, null, false, false);
        OriginSettings origin = new OriginSettings(
                "rehearsal",
                List.of("*"),
                List.of(URI.create("http://127.0.0.1:" + originPort)),
                null,
                null,
                true,
                false,
                new OriginSettings.Timeouts(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE),
                new OriginSettings.Health(null, PATIENCE, PATIENCE, PATIENCE),
                new OriginSettings.Tls(null, null));
        return new ProxySettings(
                new FrontSettings(
                        List.of(listener),
                        front.limits(),
                        front.patience(),
                        new FrontSettings.Drain(Duration.ZERO, Duration.ZERO)),
                List.of(origin),
                settings.upstream());
    }

    /** Whoever names visitors in earnest: here the rehearsal does. */
    private static Snapshot withVisitors(Snapshot snapshot) {
        ClientSettings clients = new ClientSettings(
                ClientSettings.Source.X_FORWARDED_FOR, null, List.of(Cidr.parse("127.0.0.0/8")), List.of());
        return new Snapshot(
                new ForwardedChain(clients),
                Map.of(),
                snapshot.geo(),
                snapshot.rules(),
                snapshot.notices(),
                snapshot.looks(),
                snapshot.headers(),
                snapshot.hash());
    }

    /** Hears nothing. */
    private static final class Unheard implements AuditLog {

        @Override
        public void append(AuditRecord entry, Listener listener) {
            listener.told(false);
        }

        @Override
        public Optional<Room> room() {
            return Optional.of(this);
        }

        @Override
        public boolean holdsEnds() {
            return false;
        }

        @Override
        public void asset() {}

        @Override
        public void introduce(Introduction fact) {}

        @Override
        public CompletionStage<Void> note(Custody custody) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public AuditCounters counters() {
            return new AuditCounters(0, 0, 0, 0, new AuditCounters.Queue(0, 0), 0, Anchoring.NONE.progress());
        }

        @Override
        public String publicKey() {
            return "";
        }

        @Override
        public State state() {
            return State.WRITTEN;
        }

        @Override
        public CompletionStage<Void> full() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}
