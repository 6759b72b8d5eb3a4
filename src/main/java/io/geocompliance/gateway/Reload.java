package io.geocompliance.gateway;

import io.geocompliance.gateway.admin.GatewayStatus;
import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.FilesRead;
import io.geocompliance.gateway.config.Problem;
import io.geocompliance.gateway.proxy.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the short-lived half in force, and builds it anew when its files change or somebody asks.
 *
 * <p>Promise: a new half goes into force in one step, after everything in it was read, opened, compiled and tested, from files that stood
 * together; with any problem the old one stays in whole. What lives long (listeners, origins, pools, log, admin port) never changes here.
 */
public final class Reload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** Files that change while they are read are read again, so often at most. */
    private static final int MOST_ATTEMPTS = 5;

    /** As many problems are logged; the admin port shows all. */
    private static final int MOST_LOGGED = 20;

    private final Source source;
    private final Config started;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "reload");
        made.setDaemon(true);
        return made;
    });
    private final Map<String, LongAdder> refusedDatabases = new ConcurrentHashMap<>();

    /** Written by the one thread above, read by every request. */
    private volatile Snapshot snapshot;

    /** Written by the one thread above. */
    private volatile Status status;

    /** What was looked at last; owned by the one thread above, as is the next. */
    private FilesRead read;

    private @Nullable FilesRead moving;

    /** Where a configuration comes from, again and again. */
    @FunctionalInterface
    public interface Source {
        Config read() throws ConfigException;
    }

    /**
     * How reloading stands.
     *
     * @param last the last attempt
     * @param succeededAt when what is in force went into force
     * @param restartRequired keys that were changed and take effect at the next start only
     */
    record Status(GatewayStatus.Reload last, Instant succeededAt, List<String> restartRequired) {

        boolean isGood() {
            return last.problems().isEmpty();
        }
    }

    /** @param snapshot what {@code started} was made into; it is in force from now on */
    Reload(Source source, Config started, Snapshot snapshot, Surroundings surroundings) {
        this.source = source;
        this.started = started;
        this.snapshot = snapshot;
        this.audit = surroundings.audit();
        this.clock = surroundings.clock();
        this.read = started.files();
        Instant now = clock.instant();
        this.status = new Status(new GatewayStatus.Reload(now, List.of()), now, List.of());
        started.geo().databases().forEach(database -> refusedDatabases.put(database.publisher(), new LongAdder()));
    }

    /** What a reload needs of the long-lived half. */
    record Surroundings(AuditLog audit, InstantSource clock) {}

    /** Begins to look at the files. */
    void watch() {
        started.reload().poll().ifPresent(every -> {
            long nanos = every.toNanos();
            thread.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
        });
    }

    /** In force now; a request asks once and keeps the answer. */
    Snapshot snapshot() {
        return snapshot;
    }

    Status status() {
        return status;
    }

    /** How often each publisher's files were refused since the start. */
    Map<String, Long> refusedDatabases() {
        Map<String, Long> counts = new TreeMap<>();
        refusedDatabases.forEach((publisher, count) -> counts.put(publisher, count.sum()));
        return counts;
    }

    /** Reads everything again, changed or not; the future ends with how it went. */
    CompletableFuture<GatewayStatus.Reload> now() {
        return CompletableFuture.supplyAsync(
                () -> {
                    attempt();
                    return status.last();
                },
                thread);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A reload had not ended when the gateway stopped.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A change goes into force only when it is still: it may come in several steps. */
    private void look() {
        try {
            FilesRead now = read.now();
            if (now.equals(read)) {
                moving = null;
            } else if (now.equals(moving)) {
                moving = null;
                attempt();
            } else {
                moving = now;
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "Looking at the configuration's files failed: {}",
                    e.getClass().getSimpleName());
        }
    }

    private void attempt() {
        List<String> problems = List.of();
        for (int number = 0; number < MOST_ATTEMPTS; number++) {
            problems = build();
            if (problems.isEmpty()) {
                return;
            }
            if (read.areUnchanged()) {
                break;
            }
        }
        refuse(problems);
    }

    /** Puts what the files say into force, or says why not. */
    private List<String> build() {
        try {
            Config config = source.read();
            read = config.files();
            Snapshot built = Snapshots.build(config, Optional.of(snapshot));
            List<String> failures = RuleTests.failures(built, config.ruleTests(), clock.instant());
            if (!failures.isEmpty()) {
                return failures;
            }
            if (!read.areUnchanged()) {
                return List.of("The files changed while they were read; put new ones into place in one step.");
            }
            swap(config, built);
            return List.of();
        } catch (ConfigException e) {
            read = e.files();
            return e.problems().stream().map(Problem::toString).toList();
        } catch (StartException e) {
            e.publishers()
                    .forEach(publisher -> refusedDatabases
                            .computeIfAbsent(publisher, name -> new LongAdder())
                            .increment());
            return e.problems();
        } catch (RuntimeException | Error e) {
            return List.of(
                    "Building the new configuration failed (" + e.getClass().getSimpleName() + ").");
        }
    }

    private void swap(Config config, Snapshot built) {
        Snapshot before = snapshot;
        Snapshots.introduce(audit, built);
        snapshot = built;
        Instant now = clock.instant();
        List<String> restart = Snapshots.restartRequired(started, config);
        status = new Status(new GatewayStatus.Reload(now, List.of()), now, restart);
        LOG.info(
                "Configuration {} is in force, with the databases {}.",
                built.hash(),
                built.geo().builds());
        config.warnings().forEach(warning -> LOG.warn("{}", warning));
        Snapshots.newlySubject(before, built).forEach(LOG::info);
        if (!restart.isEmpty()) {
            LOG.warn("Changed, but in force only after a restart: {}.", String.join(", ", restart));
        }
    }

    private void refuse(List<String> problems) {
        if (thread.isShutdown()) {
            return;
        }
        status = new Status(
                new GatewayStatus.Reload(clock.instant(), new ArrayList<>(problems)),
                status.succeededAt(),
                status.restartRequired());
        LOG.error(
                "The new configuration is refused and {} stays in force; problems: {}.",
                snapshot.hash(),
                problems.size());
        problems.stream().limit(MOST_LOGGED).forEach(problem -> LOG.error("{}", problem));
    }
}
