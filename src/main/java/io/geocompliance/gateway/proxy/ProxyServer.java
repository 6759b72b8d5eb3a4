package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.proxy.front.Front;
import io.geocompliance.gateway.proxy.front.ListeningSockets;
import io.geocompliance.gateway.proxy.upstream.OriginWatch;
import io.geocompliance.gateway.proxy.upstream.Resolver;
import io.geocompliance.gateway.proxy.upstream.Site;
import io.geocompliance.gateway.proxy.upstream.Sites;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** All listeners on all event loops: starts them, and drains them when the gateway stops. */
public final class ProxyServer {

    private final Vertx vertx;
    private final ProxySettings settings;
    private final List<EventLoop> loops = new CopyOnWriteArrayList<>();
    private final ProxyCounters counters;
    private final Sites sites;

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

    private ProxyServer(Vertx vertx, ProxySettings settings, ProxyCounters counters) {
        this.sites = new Sites(settings.origins(), System::nanoTime);
        this.vertx = vertx;
        this.settings = settings;
        this.counters = counters;
    }

    /** Binds every listener on every event loop; fails, with nothing bound, if one can't be. */
    public static Future<ProxyServer> start(Vertx vertx, ProxySettings settings, Surroundings surroundings) {
        ProxyServer server = new ProxyServer(vertx, settings, surroundings.counters());
        Front.Shared front =
                new Front.Shared(settings.front(), surroundings.counters().front());
        int instances = Runtime.getRuntime().availableProcessors();
        EventLoop.Shared shared = new EventLoop.Shared(front, server.sites, Via.withRandomPseudonym(), instances);
        Supplier<EventLoop> loop = () -> {
            EventLoop made = new EventLoop(settings, surroundings, shared);
            server.loops.add(made);
            return made;
        };
        OriginWatch watch = new OriginWatch(server.sites, settings.upstream(), Resolver.SYSTEM);
        return vertx.deployVerticle(watch, new DeploymentOptions())
                .compose(watching -> vertx.deployVerticle(loop, new DeploymentOptions().setInstances(instances)))
                .map(deployed -> {
                    front.guard(surroundings.sockets(), server.loops.get(0).ports());
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
     * Stops: last answers close their connections for the delay, then no listening, then the grace for what is in flight.
     *
     * <p>A connection that is idle, or never sent a request, does not hold it.
     */
    public Future<Void> drain() {
        Promise<Void> delayed = Promise.promise();
        long delayMillis = settings.front().drain().delay().toMillis();
        if (delayMillis == 0) {
            delayed.complete();
        } else {
            vertx.setTimer(delayMillis, timer -> delayed.complete());
        }
        return delayed.future().compose(waited -> {
            List<Future<Void>> stopped = new ArrayList<>();
            loops.forEach(loop -> stopped.add(loop.shutdown()));
            return Future.join(stopped).otherwiseEmpty().mapEmpty();
        });
    }
}
