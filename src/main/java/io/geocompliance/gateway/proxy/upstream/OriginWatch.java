package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks after the origins aside from all requests: what their names resolve to, and how their servers are. One for all event loops. */
public final class OriginWatch extends VerticleBase {

    /** How long the first look-up may hold up the start; what it finds later counts as well. */
    private static final Duration START = Duration.ofSeconds(5);

    /** As records are dated and metrics move. */
    private static final Duration TELLING = Duration.ofMinutes(1);

    private final Sites sites;
    private final UpstreamSettings settings;
    private final Resolver resolver;
    private final List<HealthChecks> checks = new ArrayList<>();

    public OriginWatch(Sites sites, UpstreamSettings settings, Resolver resolver) {
        this.sites = sites;
        this.settings = settings;
        this.resolver = resolver;
    }

    /** Completes when the names have been looked up once, whatever came of it. */
    @Override
    public Future<?> start() {
        Upstream upstream = new Upstream(vertx, sites, settings, 1);
        List<Future<Void>> looked = new ArrayList<>();
        for (Site site : sites.all()) {
            Future<Void> first = new NameWatch(vertx, site, resolver).start();
            looked.add(first);
            String path = site.origin().health().path();
            if (path != null) {
                HealthChecks health = new HealthChecks(vertx, upstream, site, path);
                checks.add(health);
                first.onComplete(known -> health.start());
            }
        }
        vertx.setPeriodic(TELLING.toMillis(), minute -> sites.all().forEach(Site::tellOfEjections));
        Promise<Void> started = Promise.promise();
        Future.join(looked).onComplete(all -> started.tryComplete());
        vertx.setTimer(START.toMillis(), late -> started.tryComplete());
        return started.future();
    }

    /** Leaves nothing untold. */
    @Override
    public Future<?> stop() {
        checks.forEach(HealthChecks::stop);
        sites.all().forEach(Site::tellOfEjections);
        return Future.succeededFuture();
    }
}
