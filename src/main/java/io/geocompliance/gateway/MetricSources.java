package io.geocompliance.gateway;

import io.geocompliance.gateway.admin.EventLoopWatch;
import io.geocompliance.gateway.admin.Metrics;
import io.geocompliance.gateway.admin.Metrics.Sample;
import io.geocompliance.gateway.audit.AuditCounters;
import io.geocompliance.gateway.geo.RegionTable;
import io.geocompliance.gateway.proxy.Durations;
import io.geocompliance.gateway.proxy.Failure;
import io.geocompliance.gateway.proxy.ProxyCounters;
import io.geocompliance.gateway.proxy.upstream.Site;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Where each metric's numbers come from: the stations' plain counters, read when someone looks. */
final class MetricSources {

    private final Reload reload;
    private final ProxyCounters wire;
    private final Supplier<List<Site>> sites;
    private final Supplier<AuditCounters> audit;
    private final EventLoopWatch eventLoops;

    /** What the wire counts. */
    record Wire(ProxyCounters counters, Supplier<List<Site>> sites) {}

    MetricSources(Reload reload, Wire wire, Supplier<AuditCounters> audit, EventLoopWatch eventLoops) {
        this.reload = reload;
        this.wire = wire.counters();
        this.sites = wire.sites();
        this.audit = audit;
        this.eventLoops = eventLoops;
    }

    Map<Metrics, Supplier<List<Sample>>> all() {
        Map<Metrics, Supplier<List<Sample>>> sources = new EnumMap<>(Metrics.class);
        visits(sources);
        notices(sources);
        certificates(sources);
        origins(sources);
        log(sources);
        setUp(sources);
        reloads(sources);
        return sources;
    }

    private void visits(Map<Metrics, Supplier<List<Sample>>> sources) {
        sources.put(
                Metrics.REQUESTS,
                () -> samples(
                        wire.requests(),
                        (request, count) -> Metrics.REQUESTS.sample(
                                count,
                                Integer.toString(request.listener()),
                                request.codeClass() + "xx",
                                request.action())));
        sources.put(Metrics.RESPONSES, () -> samples(flags(), (flag, count) -> Metrics.RESPONSES.sample(count, flag)));
        sources.put(Metrics.REQUEST_DURATION, this::durations);
        sources.put(
                Metrics.DECISIONS,
                () -> samples(
                        wire.decisions(),
                        (decided, count) -> Metrics.DECISIONS.sample(
                                count, decided.region(), decided.rule(), decided.action(), decided.mode())));
        sources.put(
                Metrics.CLIENT_ABORTS,
                () -> one(Metrics.CLIENT_ABORTS, wire.failures().getOrDefault(Failure.VISITOR_LEFT, 0L)));
        sources.put(Metrics.INVALID_REQUESTS, this::refusals);
        sources.put(Metrics.CUTOFFS, this::cutoffs);
        sources.put(
                Metrics.CONNECTIONS,
                () -> List.of(
                        Metrics.CONNECTIONS.sample(wire.front().connections(), "open"),
                        Metrics.CONNECTIONS.sample(wire.inFlight(), "active")));
    }

    private void notices(Map<Metrics, Supplier<List<Sample>>> sources) {
        sources.put(
                Metrics.NOT_INJECTED,
                () -> samples(wire.notInjected(), (reason, count) -> Metrics.NOT_INJECTED.sample(count, reason)));
        sources.put(
                Metrics.NOTICE_LANGUAGES,
                () -> samples(
                        wire.languageCauses(),
                        (cause, count) -> Metrics.NOTICE_LANGUAGES.sample(
                                count,
                                cause.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))));
        sources.put(
                Metrics.SPLICES,
                () -> samples(wire.splices(), (outcome, count) -> Metrics.SPLICES.sample(count, outcome.label())));
        sources.put(
                Metrics.SPLICE_FINDINGS,
                () -> samples(
                        wire.spliceNotes(), (note, count) -> Metrics.SPLICE_FINDINGS.sample(count, note.label())));
    }

    private void origins(Map<Metrics, Supplier<List<Sample>>> sources) {
        sources.put(
                Metrics.UPSTREAM_DURATION,
                () -> wire.upstreamDurations().entrySet().stream()
                        .map(entry -> Metrics.UPSTREAM_DURATION.distribution(
                                entry.getValue().sumSeconds(), entry.getValue().counts(), entry.getKey()))
                        .toList());
        perSite(sources, Metrics.UPSTREAM_SERVERS, Site::known);
        perSite(sources, Metrics.UPSTREAM_HEALTHY, Site::healthy);
        perSite(sources, Metrics.UPSTREAM_EJECTIONS, Site::ejections);
        perSite(sources, Metrics.UPSTREAM_RETRIES, Site::retries);
        perSite(sources, Metrics.UPSTREAM_CONNECTIONS, Site::connections);
        sources.put(
                Metrics.UPSTREAM_REQUESTS,
                () -> sites.get().stream()
                        .flatMap(site -> Stream.of(
                                Metrics.UPSTREAM_REQUESTS.sample(
                                        site.inFlight(), site.origin().name(), "active"),
                                Metrics.UPSTREAM_REQUESTS.sample(
                                        site.waiting(), site.origin().name(), "waiting")))
                        .toList());
    }

    private void perSite(Map<Metrics, Supplier<List<Sample>>> sources, Metrics metric, ToDoubleFunction<Site> number) {
        sources.put(
                metric,
                () -> sites.get().stream()
                        .map(site -> metric.sample(
                                number.applyAsDouble(site), site.origin().name()))
                        .toList());
    }

    private void certificates(Map<Metrics, Supplier<List<Sample>>> sources) {
        sources.put(
                Metrics.CERTIFICATE_RELOADS,
                () -> samples(
                        wire.front().certificateReloads(),
                        (outcome, count) -> Metrics.CERTIFICATE_RELOADS.sample(count, outcome.label())));
        sources.put(
                Metrics.CERTIFICATE_EXPIRY,
                () -> samples(
                        wire.front().certificatesEnd(),
                        (listener, end) -> Metrics.CERTIFICATE_EXPIRY.sample(end.getEpochSecond(), listener)));
    }

    private List<Sample> cutoffs() {
        return samples(wire.front().cutoffs(), (cutoff, count) -> Metrics.CUTOFFS.sample(count, cutoff.label()));
    }

    private void log(Map<Metrics, Supplier<List<Sample>>> sources) {
        sources.put(
                Metrics.AUDIT_RECORDS,
                () -> one(Metrics.AUDIT_RECORDS, audit.get().accepted()));
        sources.put(
                Metrics.AUDIT_DROPPED,
                () -> one(Metrics.AUDIT_DROPPED, audit.get().dropped()));
        sources.put(
                Metrics.AUDIT_EARLY_ENDS,
                () -> samples(wire.earlyEnds(), (reason, count) -> Metrics.AUDIT_EARLY_ENDS.sample(count, reason)));
        sources.put(
                Metrics.AUDIT_QUEUE_BYTES,
                () -> one(Metrics.AUDIT_QUEUE_BYTES, audit.get().queue().bytes()));
        sources.put(
                Metrics.AUDIT_LAST_SYNC,
                () -> one(Metrics.AUDIT_LAST_SYNC, audit.get().lastSyncSeconds()));
        sources.put(
                Metrics.AUDIT_UNMET_ANCHORS,
                () -> one(Metrics.AUDIT_UNMET_ANCHORS, audit.get().anchoring().unmet()));
    }

    private void setUp(Map<Metrics, Supplier<List<Sample>>> sources) {
        sources.put(Metrics.GEO_TABLE_RANGES, () -> {
            RegionTable.Size size = reload.snapshot().geo().table().size();
            return one(Metrics.GEO_TABLE_RANGES, (double) size.v4Ranges() + size.v6Ranges());
        });
        sources.put(
                Metrics.GEO_DATABASE_BUILD,
                () -> reload.snapshot().geo().databases().stream()
                        .map(database -> Metrics.GEO_DATABASE_BUILD.sample(
                                database.builtAt().getEpochSecond(), database.publisher()))
                        .toList());
        sources.put(
                Metrics.CONFIG,
                () -> List.of(Metrics.CONFIG.sample(
                        1,
                        reload.snapshot().hash().substring(0, 16),
                        reload.snapshot().hash())));
        sources.put(
                Metrics.BUILD,
                () -> List.of(Metrics.BUILD.sample(1, Version.current(), System.getProperty("java.version"))));
        sources.put(
                Metrics.EVENT_LOOP_DELAY,
                () -> one(Metrics.EVENT_LOOP_DELAY, eventLoops.worstDelay().toNanos() / 1e9));
    }

    private void reloads(Map<Metrics, Supplier<List<Sample>>> sources) {
        sources.put(
                Metrics.RELOAD_SUCCESSFUL,
                () -> one(Metrics.RELOAD_SUCCESSFUL, reload.status().isGood() ? 1 : 0));
        sources.put(
                Metrics.RELOAD_SUCCESS_TIME,
                () -> one(
                        Metrics.RELOAD_SUCCESS_TIME,
                        reload.status().succeededAt().getEpochSecond()));
        sources.put(
                Metrics.RESTART_REQUIRED,
                () -> one(
                        Metrics.RESTART_REQUIRED,
                        reload.status().restartRequired().isEmpty() ? 0 : 1));
        sources.put(
                Metrics.GEO_LOAD_FAILURES,
                () -> samples(
                        reload.refusedDatabases(),
                        (publisher, count) -> Metrics.GEO_LOAD_FAILURES.sample(count, publisher)));
    }

    private List<Sample> durations() {
        Durations durations = wire.durations();
        return List.of(Metrics.REQUEST_DURATION.distribution(durations.sumSeconds(), durations.counts()));
    }

    private List<Sample> refusals() {
        return samples(
                wire.failures(),
                (failure, count) -> Metrics.INVALID_REQUESTS.sample(
                        failure.isVisitors() ? count : 0, failure.name().toLowerCase(java.util.Locale.ROOT)));
    }

    private Map<String, Long> flags() {
        Map<String, Long> flags = new java.util.TreeMap<>();
        wire.failures().forEach((failure, count) -> flags.merge(failure.flag(), count, Long::sum));
        wire.flags().forEach((flag, count) -> flags.put(flag.letters(), count));
        return flags;
    }

    private static <K, V> List<Sample> samples(Map<K, V> counts, BiFunction<K, V, Sample> sample) {
        return counts.entrySet().stream()
                .map(entry -> sample.apply(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<Sample> one(Metrics metric, double value) {
        return List.of(metric.sample(value));
    }
}
