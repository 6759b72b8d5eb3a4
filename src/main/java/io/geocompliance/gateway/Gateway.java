package io.geocompliance.gateway;

import io.geocompliance.gateway.admin.AdminServer;
import io.geocompliance.gateway.admin.EventLoopWatch;
import io.geocompliance.gateway.admin.GatewayStatus;
import io.geocompliance.gateway.admin.Metrics;
import io.geocompliance.gateway.admin.MetricsPage;
import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.config.AdminSettings;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.demo.DemoOrigin;
import io.geocompliance.gateway.demo.DemoSite;
import io.geocompliance.gateway.proxy.ProxyCounters;
import io.geocompliance.gateway.proxy.ProxyServer;
import io.geocompliance.gateway.proxy.ProxySettings;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.front.ListeningSockets;
import io.geocompliance.gateway.proxy.upstream.Site;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: builds every station, starts them in order, stops them in reverse. Tests use it as {@code run} does.
 *
 * <p>What lives long (listeners, pools, log, counters) is here; what a reload replaces is one {@link Snapshot}.
 */
public final class Gateway {

    static {
        // Netty would start the JVM's Flight Recorder with us, to tell it of allocations that nobody asks for.
        System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long START_SECONDS = 30;
    private static final long REHEARSAL_SECONDS = 10;

    /** Beyond delay and grace: for the log's last flush. */
    private static final long STOP_SPARE_SECONDS = 10;

    /** Else the engine makes a directory for files of the class path, and doesn't start where it can't. */
    private static final FileSystemOptions NO_FILES_OF_ITS_OWN =
            new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);

    private final Config config;
    private final InstantSource clock;
    private final ListeningSockets sockets = new ListeningSockets();
    private final Vertx vertx;
    private final AuditLog audit;
    private final Reload reload;
    private final ProxyCounters counters = new ProxyCounters(Metrics.DURATION_BOUNDS_SECONDS);

    private Optional<ProxyServer> proxy = Optional.empty();
    private Optional<AdminServer> admin = Optional.empty();

    /** Completes when somebody asks a second time. */
    private final Promise<Void> hurry = Promise.promise();

    /** Read by probes on the admin port's thread. */
    private volatile boolean draining;

    private boolean stopped;

    private Gateway(Config config, Reload.Source source, InstantSource clock) throws StartException {
        this.config = config;
        this.clock = clock;
        Snapshot first = Snapshots.build(config);
        this.audit = Snapshots.openLog(config, first, clock);
        this.reload = new Reload(source, config, first, new Reload.Surroundings(audit, clock));
        this.vertx = engine(sockets);
    }

    static Vertx engine(ListeningSockets sockets) {
        return Vertx.builder()
                // one class loader has everything, so none is to be set for each step of a request
                .with(new VertxOptions()
                        .setFileSystemOptions(NO_FILES_OF_ITS_OWN)
                        .setDisableTCCL(true))
                .withTransport(sockets)
                .build()
                .exceptionHandler(new FaultLog());
    }

    /** Starts; returns when every listener is bound. Fails with nothing bound and a sentence for each thing that is wrong. */
    public static Gateway start(Config config, InstantSource clock) throws StartException {
        return start(config, () -> config, clock);
    }

    /**
     * As {@link #start(Config, InstantSource)}, with files that may change.
     *
     * @param source reads the configuration again
     */
    public static Gateway start(Config config, Reload.Source source, InstantSource clock) throws StartException {
        return start(new Gateway(config, source, clock));
    }

    /** As {@link #start(Config, Reload.Source, InstantSource)}, warmed up before anybody is let in: for a process of its own. */
    public static Gateway startWarm(Config config, Reload.Source source, InstantSource clock) throws StartException {
        Gateway gateway = new Gateway(config, source, clock);
        gateway.rehearse();
        return start(gateway);
    }

    private static Gateway start(Gateway gateway) throws StartException {
        try {
            gateway.listen();
        } catch (StartException | RuntimeException e) {
            gateway.stop();
            throw e;
        }
        return gateway;
    }

    /** Without it the first readers wait, no more: it is no reason not to start. */
    private void rehearse() {
        try (Rehearsal rehearsal = new Rehearsal(reload.snapshot(), config.proxy())) {
            rehearsal.hold().await(REHEARSAL_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | RuntimeException e) {
            LOG.warn(
                    "Warming up failed ({}); the first answers will be slow.",
                    e.getClass().getSimpleName());
        }
    }

    private void listen() throws StartException {
        ProxySettings wire = config.proxy();
        if (DemoOrigin.isNamed(wire)) {
            DemoSite demo = await(DemoSite.start(vertx), "the demo site");
            wire = DemoOrigin.replaced(wire, demo.port());
        }
        EventLoopWatch eventLoops = new EventLoopWatch(vertx);
        ProxyServer.Surroundings surroundings =
                new ProxyServer.Surroundings(reload::snapshot, audit, sockets, clock, counters);
        proxy = Optional.of(await(ProxyServer.start(vertx, wire, surroundings), "the listeners"));
        admin = Optional.of(await(adminServer(eventLoops).start(), "the admin port"));
        reload.watch();
        LOG.info("Started with configuration {}.", reload.snapshot().hash());
    }

    private AdminServer adminServer(EventLoopWatch eventLoops) {
        AdminSettings settings = config.admin();
        MetricsPage metrics = new MetricsPage(
                new MetricSources(reload, new MetricSources.Wire(counters, this::sites), audit::counters, eventLoops)
                        .all());
        return new AdminServer(
                vertx,
                new AdminServer.Options(
                        settings.host(), settings.port(), Set.of(), Optional.ofNullable(settings.token())),
                new AdminServer.Sources(
                        this::status,
                        metrics,
                        eventLoops,
                        query -> new Explainer(reload.snapshot(), config.proxy().origins()).answer(query),
                        reload::now,
                        audit::note,
                        clock.withZone(ZoneOffset.UTC)));
    }

    /** What probes and the console show. */
    private GatewayStatus status() {
        Set<GatewayStatus.Obstacle> obstacles = EnumSet.noneOf(GatewayStatus.Obstacle.class);
        if (draining) {
            obstacles.add(GatewayStatus.Obstacle.DRAINING);
        }
        evidence().obstacle().ifPresent(obstacles::add);
        return new GatewayStatus(
                obstacles,
                notes(),
                Snapshots.inForce(reload.snapshot(), audit.publicKey()),
                reload.status().last());
    }

    private EvidenceStatus evidence() {
        return new EvidenceStatus(audit, config.audit().writing());
    }

    /** What an operator should know though it stops nothing: an origin that is down may come back without us. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>(Snapshots.notes(reload.snapshot(), clock.instant()));
        Reload.Status status = reload.status();
        if (!status.isGood()) {
            notes.add("The last reload was refused, and what was in force before stays.");
        }
        if (!status.restartRequired().isEmpty()) {
            notes.add(
                    "Changed, but in force only after a restart: " + String.join(", ", status.restartRequired()) + ".");
        }
        notes.addAll(evidence().notes());
        for (Site site : sites()) {
            if (site.healthy() == 0) {
                notes.add("No server of the origin " + site.origin().name() + " is healthy.");
            }
        }
        return notes;
    }

    /** Completes, by whatever thread, when the gateway is to be stopped: the log's disk is full, and that is what was chosen for it. */
    public CompletionStage<Void> halted() {
        return evidence().halted();
    }

    /** The sites behind, with the health of their servers. */
    public List<Site> sites() {
        return proxy.map(ProxyServer::sites).orElse(List.of());
    }

    /** Reads the configuration again and puts it into force if all of it is good; the future ends with how it went. */
    public CompletableFuture<GatewayStatus.Reload> reload() {
        return reload.now();
    }

    /** The port of a listener, in the order of the settings. */
    public int port(int listener) {
        return proxy.orElseThrow().port(listener);
    }

    /** The admin port. */
    public int adminPort() {
        return admin.orElseThrow().port();
    }

    /** What goes over the wire, in numbers. */
    public ProxyCounters counters() {
        return counters;
    }

    /** Where a browser on this machine finds the first listener. */
    public String url() {
        FrontSettings.Listener first = config.proxy().front().listeners().get(0);
        return (first.tls() == null ? "http" : "https") + "://localhost:" + port(0) + "/";
    }

    /** Drains and stops; returns when requests have ended or the grace is over, and the log is on disk. Safe to call twice. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        draining = true;
        long patience = config.proxy().front().drain().delay().toSeconds()
                + config.proxy().front().drain().grace().toSeconds()
                + STOP_SPARE_SECONDS;
        reload.close();
        proxy.ifPresent(server -> awaitQuietly(server.drain(hurry.future()), patience));
        admin.ifPresent(server -> awaitQuietly(server.close(), STOP_SPARE_SECONDS));
        awaitQuietly(vertx.close(), STOP_SPARE_SECONDS);
        audit.close();
        LOG.info("Stopped.");
    }

    /** Makes a {@link #stop} that is under way skip its waiting; the log is still written to its end. */
    public void hurry() {
        hurry.tryComplete();
    }

    private static <T> T await(Future<T> future, String what) throws StartException {
        try {
            return future.await(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StartException("Starting " + what + " took longer than " + START_SECONDS + " s.");
        } catch (RuntimeException e) {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            throw new StartException("Starting " + what + " failed: " + cause.getMessage());
        }
    }

    private static void awaitQuietly(Future<?> future, long seconds) {
        try {
            future.await(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | RuntimeException e) {
            LOG.warn("Stopping did not end cleanly: {}", e.getClass().getSimpleName());
        }
    }
}
