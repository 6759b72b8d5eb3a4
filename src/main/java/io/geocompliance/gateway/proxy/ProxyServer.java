package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.coding.splice.FollowPolicy;
import io.geocompliance.gateway.proxy.front.Front;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.front.ListeningSockets;
import io.geocompliance.gateway.proxy.upstream.OriginWatch;
import io.geocompliance.gateway.proxy.upstream.Resolver;
import io.geocompliance.gateway.proxy.upstream.Site;
import io.geocompliance.gateway.proxy.upstream.Sites;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** All listeners on all event loops: starts them, and drains them when the gateway stops. */
public final class ProxyServer {

    /** For what is queued in a listening socket that new connections no longer reach. */
    private static final Duration QUEUE = Duration.ofSeconds(1);

    /** For last words to leave. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final ProxySettings settings;
    private final List<EventLoop> loops = new CopyOnWriteArrayList<>();
    private final ProxyCounters counters;
    private final Sites sites;
    private final Front.Shared front;

    /**
     * What every exchange needs and nobody on the wire makes.
     *
     * @param snapshot the short-lived half in force; a request reads it once
     * @param audit where records go
     * @param sockets the transport that the engine was made with
     * @param clock for the rules' dates and the records' minutes
     */
    public record Surroundings(
            Supplier<Snapshot> snapshot,
            AuditLog audit,
            ListeningSockets sockets,
            InstantSource clock,
            ProxyCounters counters) {}

    private ProxyServer(Vertx vertx, ProxySettings settings, Surroundings surroundings) {
        this.sites = new Sites(settings.origins(), System::nanoTime);
        this.vertx = vertx;
        this.settings = settings;
        this.counters = surroundings.counters();
        this.front = new Front.Shared(settings.front(), counters.front(), vertx, surroundings.clock());
    }

    /** Binds every listener on every event loop; fails, with nothing bound, if one can't be. */
    public static Future<ProxyServer> start(Vertx vertx, ProxySettings settings, Surroundings surroundings) {
        ProxyServer server;
        try {
            server = new ProxyServer(vertx, settings, surroundings);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
        int instances = Runtime.getRuntime().availableProcessors();
        EventLoop.Shared shared = new EventLoop.Shared(
                server.front, server.sites, Via.withRandomPseudonym(), new FollowPolicy(), instances);
        Supplier<EventLoop> loop = () -> {
            EventLoop made = new EventLoop(settings, surroundings, shared);
            server.loops.add(made);
            return made;
        };
        OriginWatch watch = new OriginWatch(server.sites, settings.upstream(), Resolver.SYSTEM);
        return vertx.deployVerticle(watch, new DeploymentOptions())
                .compose(watching -> vertx.deployVerticle(loop, new DeploymentOptions().setInstances(instances)))
                .map(deployed -> {
                    server.loops.get(0).watchCertificates();
                    server.front.guard(
                            surroundings.sockets(), server.loops.get(0).ports());
                    return server;
                });
    }

    /** The port that a listener is bound to, in the order of the settings. */
    public int port(int listener) {
        return loops.get(0).port(listener);
    }

    /** The sites behind, with the health of their servers. */
    public List<Site> sites() {
        return sites.all();
    }

    /** What went over the wire. */
    public ProxyCounters counters() {
        return counters;
    }

    /**
     * Stops, in this order: new connections are left to another process on the same address; the delay; answers are the last of their
     * connections, and listening ends; the grace for what is in flight; what is left is cut off.
     *
     * @param hurry skips delay and grace when it completes
     */
    public Future<Void> drain(Future<Void> hurry) {
        FrontSettings.Drain drain = settings.front().drain();
        boolean shared = settings.front().listeners().stream().anyMatch(FrontSettings.Listener::reusePort);
        if (shared) {
            front.steerAway();
        }
        Duration delay = shared && drain.delay().compareTo(QUEUE) < 0 ? QUEUE : drain.delay();
        return pause(delay, hurry)
                .compose(waited -> onAll(EventLoop::end))
                .compose(ending -> front.stopListening())
                .compose(closed -> {
                    Future<Void> emptied = onAll(EventLoop::emptied);
                    return either(emptied, pause(drain.grace(), hurry))
                            .compose(over -> onAll(EventLoop::cutOff))
                            .compose(cut -> either(emptied, pause(FAREWELL, Future.future(never -> {}))))
                            .compose(said -> onAll(EventLoop::cut));
                });
    }

    private Future<Void> onAll(Function<EventLoop, Future<Void>> action) {
        return Future.join(loops.stream().map(action).toList()).mapEmpty();
    }

    private Future<Void> pause(Duration time, Future<Void> hurry) {
        Promise<Void> over = Promise.promise();
        if (time.isZero()) {
            over.complete();
        } else {
            vertx.setTimer(time.toMillis(), timer -> over.tryComplete());
        }
        return either(over.future(), hurry);
    }

    /** Completes with whichever completes first. */
    private static Future<Void> either(Future<Void> one, Future<Void> other) {
        Promise<Void> first = Promise.promise();
        one.onComplete(done -> first.tryComplete());
        other.onComplete(done -> first.tryComplete());
        return first.future();
    }
}
