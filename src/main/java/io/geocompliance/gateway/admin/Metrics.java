package io.geocompliance.gateway.admin;

import java.util.List;

/**
 * Every metric of the gateway: name, kind, labels and pace. Dashboards and alerts may name these and no others.
 *
 * <p>Whatever a visit moves is shown {@link Pace#BY_THE_MINUTE}, not only what carries a duty in its labels: where one visit came
 * in a minute, the exact time of any counter would be the exact time of that visit.
 */
public enum Metrics {
    REQUESTS(Kind.COUNTER, Pace.BY_THE_MINUTE, "requests", "Requests answered.", "listener", "code_class", "action"),
    RESPONSES(Kind.COUNTER, Pace.BY_THE_MINUTE, "responses", "Answers by on-call flag.", "flag"),
    REQUEST_DURATION(
            Kind.HISTOGRAM,
            Pace.BY_THE_MINUTE,
            "request_duration_seconds",
            "From the head of a request to its answer."),
    UPSTREAM_DURATION(
            Kind.HISTOGRAM,
            Pace.BY_THE_MINUTE,
            "upstream_request_duration_seconds",
            "From the choice of a server to the head of its answer.",
            "upstream"),
    UPSTREAM_SERVERS(Kind.GAUGE, Pace.LIVE, "upstream_servers", "Servers that are known by address.", "upstream"),
    UPSTREAM_HEALTHY(
            Kind.GAUGE,
            Pace.BY_THE_MINUTE,
            "upstream_healthy",
            "Servers that are neither left alone nor failing their checks.",
            "upstream"),
    UPSTREAM_EJECTIONS(
            Kind.COUNTER,
            Pace.BY_THE_MINUTE,
            "upstream_ejections",
            "Servers left alone for a while after failures.",
            "upstream"),
    UPSTREAM_RETRIES(
            Kind.COUNTER, Pace.BY_THE_MINUTE, "upstream_retries", "Requests that were sent a second time.", "upstream"),
    UPSTREAM_REQUESTS(
            Kind.GAUGE,
            Pace.BY_THE_MINUTE,
            "upstream_requests",
            "Requests at an origin, and of these those that wait for a connection.",
            "upstream",
            "state"),
    UPSTREAM_CONNECTIONS(
            Kind.GAUGE, Pace.BY_THE_MINUTE, "upstream_connections", "Open connections, used or not.", "upstream"),
    DECISIONS(
            Kind.COUNTER,
            Pace.BY_THE_MINUTE,
            "decisions",
            "Decisions on documents.",
            "region",
            "rule",
            "action",
            "mode"),
    NOT_INJECTED(Kind.COUNTER, Pace.BY_THE_MINUTE, "not_injected", "Notices due but not put into the page.", "reason"),
    NOTICE_LANGUAGES(
            Kind.COUNTER,
            Pace.BY_THE_MINUTE,
            "notice_languages",
            "Notices delivered, by who chose their language: the page, the reader's browser, or nobody (default).",
            "cause"),
    SPLICES(
            Kind.COUNTER,
            Pace.BY_THE_MINUTE,
            "splices",
            "Gzip pages in which a notice was due, by what became of it in the compressed page.",
            "outcome"),
    SPLICE_FINDINGS(
            Kind.COUNTER,
            Pace.BY_THE_MINUTE,
            "splice_findings",
            "What was found out about origins' gzip pages.",
            "reason"),
    CLIENT_ABORTS(Kind.COUNTER, Pace.BY_THE_MINUTE, "client_aborts", "Visitors who left before the end."),
    INVALID_REQUESTS(Kind.COUNTER, Pace.BY_THE_MINUTE, "invalid_requests", "Requests that were refused.", "reason"),
    CONNECTIONS(Kind.GAUGE, Pace.BY_THE_MINUTE, "connections", "Visitors' connections.", "state"),
    CUTOFFS(
            Kind.COUNTER,
            Pace.BY_THE_MINUTE,
            "cutoffs",
            "Visitors' connections, or streams of them, that the gateway ended.",
            "reason"),
    CERTIFICATE_RELOADS(
            Kind.COUNTER,
            Pace.LIVE,
            "certificate_reloads",
            "Certificates that were put in the place of those in use, taken or refused.",
            "outcome"),
    CERTIFICATE_EXPIRY(
            Kind.GAUGE,
            Pace.LIVE,
            "certificate_expiry_timestamp_seconds",
            "When the first certificate of a listener ends.",
            "listener"),
    AUDIT_RECORDS(Kind.COUNTER, Pace.BY_THE_MINUTE, "audit_records", "Records handed to the evidence log."),
    AUDIT_DROPPED(Kind.COUNTER, Pace.BY_THE_MINUTE, "audit_dropped", "Records counted instead of written."),
    AUDIT_EARLY_ENDS(
            Kind.COUNTER,
            Pace.BY_THE_MINUTE,
            "audit_early_ends",
            "Pages held for their record's line that ended before it was on the disk.",
            "reason"),
    AUDIT_QUEUE_BYTES(Kind.GAUGE, Pace.BY_THE_MINUTE, "audit_queue_bytes", "Bytes that wait for the log's writer."),
    AUDIT_LAST_SYNC(
            Kind.TIMESTAMP,
            Pace.BY_THE_MINUTE,
            "audit_last_sync_timestamp_seconds",
            "The minute of the log's last sync to disk."),
    AUDIT_UNMET_ANCHORS(
            Kind.GAUGE,
            Pace.BY_THE_MINUTE,
            "audit_unmet_anchors",
            "The log's last heads, one a minute, that too few witnesses cosigned; 0 without witnesses."),
    GEO_TABLE_RANGES(Kind.GAUGE, Pace.LIVE, "geo_table_ranges", "Ranges of the compiled region table."),
    GEO_DATABASE_BUILD(
            Kind.GAUGE,
            Pace.LIVE,
            "geo_database_build_timestamp_seconds",
            "When a database was built, by its own word.",
            "database"),
    GEO_LOAD_FAILURES(
            Kind.COUNTER,
            Pace.LIVE,
            "geo_load_failures",
            "Times that a reload refused a publisher's files.",
            "database"),
    RELOAD_SUCCESSFUL(Kind.GAUGE, Pace.LIVE, "config_last_reload_successful", "1 unless the last reload was refused."),
    RELOAD_SUCCESS_TIME(
            Kind.GAUGE,
            Pace.LIVE,
            "config_last_reload_success_timestamp_seconds",
            "When the configuration in force went into force."),
    RESTART_REQUIRED(
            Kind.GAUGE, Pace.LIVE, "config_restart_required", "1 if a key was changed that only a restart takes over."),
    CONFIG(Kind.INFO, Pace.LIVE, "config", "The configuration in force.", "revision", "sha256"),
    BUILD(Kind.INFO, Pace.LIVE, "build", "The program and its Java.", "version", "java"),
    EVENT_LOOP_DELAY(
            Kind.GAUGE, Pace.LIVE, "event_loop_delay_seconds", "How late the most delayed event loop last ticked.");

    /** Upper bounds of the buckets of durations in seconds; one more, without bound, follows. */
    public static final List<Double> DURATION_BOUNDS_SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    private static final String PREFIX = "geogate_";

    /** What sort of number it is. */
    enum Kind {
        COUNTER("_total"),
        GAUGE(""),
        /** A gauge of Unix seconds that is cut to whole minutes: the seconds would date the last visit. */
        TIMESTAMP(""),
        HISTOGRAM(""),
        /** Always 1; the labels are what it says. */
        INFO("_info");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    /** How often the number shown changes. */
    enum Pace {
        LIVE,
        BY_THE_MINUTE
    }

    private final Kind kind;
    private final Pace pace;
    private final String stem;
    private final String help;
    private final List<String> labels;

    Metrics(Kind kind, Pace pace, String stem, String help, String... labels) {
        this.kind = kind;
        this.pace = pace;
        this.stem = stem;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** One number of this metric; as many label values as it has labels, in their order. */
    public Sample sample(double value, String... labelValues) {
        if (kind == Kind.HISTOGRAM) {
            throw new IllegalArgumentException(this + " is a distribution");
        }
        return new Sample(checked(labelValues), value, List.of());
    }

    /**
     * One distribution of this metric.
     *
     * @param sum of everything that was measured
     * @param counts per bucket, not cumulative; one per bound and one for what is beyond the last
     * @param labelValues as many as it has labels, in their order
     */
    public Sample distribution(double sum, List<Long> counts, String... labelValues) {
        if (kind != Kind.HISTOGRAM || counts.size() != DURATION_BOUNDS_SECONDS.size() + 1) {
            throw new IllegalArgumentException(this + " does not have " + counts.size() + " buckets");
        }
        return new Sample(checked(labelValues), sum, counts);
    }

    private List<String> checked(String... labelValues) {
        if (labelValues.length != labels.size()) {
            throw new IllegalArgumentException(this + " needs the labels " + labels);
        }
        return List.of(labelValues);
    }

    /** The name as dashboards write it, such as {@code geogate_requests_total}. */
    public String exposedName() {
        return PREFIX + stem + kind.suffix;
    }

    /** The name as the registry wants it: kinds add their suffixes. */
    String registryName() {
        return PREFIX + stem;
    }

    String help() {
        return help;
    }

    Kind kind() {
        return kind;
    }

    Pace pace() {
        return pace;
    }

    List<String> labels() {
        return labels;
    }

    /**
     * One reading, made by {@link #sample} or {@link #distribution}.
     *
     * @param labelValues in the order of the metric's labels
     * @param value the number, or the sum of a distribution
     * @param counts the buckets of a distribution, else empty
     */
    public record Sample(List<String> labelValues, double value, List<Long> counts) {

        public Sample {
            labelValues = List.copyOf(labelValues);
            counts = List.copyOf(counts);
        }
    }
}
