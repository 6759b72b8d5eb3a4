package io.geocompliance.gateway.admin;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code /metrics} says. Stations count in plain adders; this reads them and gives them their names.
 *
 * <p>Promise: numbers that visits move are read by {@link #tick} alone, so between two ticks every scrape is the same.
 */
public final class MetricsPage {

    private final Map<Metrics, Supplier<List<Metrics.Sample>>> sources;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Replaced as a whole by {@link #tick}, read by scrapes. */
    private volatile Map<Metrics, List<Metrics.Sample>> lastMinute = Map.of();

    /**
     * Takes one source per metric: a function that reads counters and never waits.
     *
     * @throws IllegalArgumentException if a metric has none, so that none is forgotten in silence
     */
    public MetricsPage(Map<Metrics, Supplier<List<Metrics.Sample>>> sources) {
        Set<Metrics> missing = EnumSet.allOf(Metrics.class);
        missing.removeAll(sources.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("metrics without a source: " + missing);
        }
        this.sources = new EnumMap<>(sources);
        registry.getPrometheusRegistry().register((MultiCollector) this::collect);
        Stream.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        collections)
                .forEach(binder -> binder.bindTo(registry));
        tick();
    }

    /** Takes the reading that is shown until the next one; called at the turn of each minute, when records are dated. */
    public void tick() {
        lastMinute = Arrays.stream(Metrics.values())
                .filter(metric -> metric.pace() == Metrics.Pace.BY_THE_MINUTE)
                .collect(Collectors.toUnmodifiableMap(metric -> metric, this::read));
    }

    /** The page in Prometheus' text format 0.0.4. */
    String scrape() {
        return registry.scrape();
    }

    void close() {
        collections.close();
        registry.close();
    }

    private List<Metrics.Sample> read(Metrics metric) {
        Supplier<List<Metrics.Sample>> source = sources.get(metric);
        return source == null ? List.of() : source.get();
    }

    private MetricSnapshots collect() {
        Map<Metrics, List<Metrics.Sample>> minute = lastMinute;
        return new MetricSnapshots(Arrays.stream(Metrics.values())
                .map(metric -> snapshot(
                        metric,
                        metric.pace() == Metrics.Pace.LIVE ? read(metric) : minute.getOrDefault(metric, List.of())))
                .toList());
    }

    private static MetricSnapshot snapshot(Metrics metric, List<Metrics.Sample> samples) {
        return switch (metric.kind()) {
            case COUNTER -> counter(metric, samples);
            case GAUGE -> gauge(metric, samples, 0);
            case TIMESTAMP -> gauge(metric, samples, 60);
            case HISTOGRAM -> histogram(metric, samples);
            case INFO -> info(metric, samples);
        };
    }

    private static MetricSnapshot counter(Metrics metric, List<Metrics.Sample> samples) {
        CounterSnapshot.Builder snapshot =
                CounterSnapshot.builder().name(metric.registryName()).help(metric.help());
        samples.forEach(sample -> snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels(metric, sample))
                .value(sample.value())
                .build()));
        return snapshot.build();
    }

    private static MetricSnapshot gauge(Metrics metric, List<Metrics.Sample> samples, int stepSeconds) {
        GaugeSnapshot.Builder snapshot =
                GaugeSnapshot.builder().name(metric.registryName()).help(metric.help());
        samples.forEach(sample -> snapshot.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels(metric, sample))
                .value(stepSeconds == 0 ? sample.value() : Math.floor(sample.value() / stepSeconds) * stepSeconds)
                .build()));
        return snapshot.build();
    }

    private static MetricSnapshot histogram(Metrics metric, List<Metrics.Sample> samples) {
        List<Double> bounds = Stream.concat(
                        Metrics.DURATION_BOUNDS_SECONDS.stream(), Stream.of(Double.POSITIVE_INFINITY))
                .toList();
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(metric.registryName()).help(metric.help());
        samples.forEach(sample -> snapshot.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels(metric, sample))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, sample.counts()))
                .sum(sample.value())
                .build()));
        return snapshot.build();
    }

    private static MetricSnapshot info(Metrics metric, List<Metrics.Sample> samples) {
        InfoSnapshot.Builder snapshot =
                InfoSnapshot.builder().name(metric.registryName()).help(metric.help());
        samples.forEach(sample -> snapshot.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(labels(metric, sample))
                .build()));
        return snapshot.build();
    }

    private static Labels labels(Metrics metric, Metrics.Sample sample) {
        return Labels.of(metric.labels(), sample.labelValues());
    }
}
