package io.geocompliance.gateway.proxy.front;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Plain counts of who came and was let in: event loops add without contention, whoever exports them reads. */
public final class FrontCounters {

    /** Connections of visitors that are open now. */
    private final LongAdder connections = new LongAdder();

    /** In the order of the reasons. */
    private final LongAdder[] cutoffs = new LongAdder[Cutoff.values().length];

    /** In the order of the outcomes. */
    private final LongAdder[] certificateReloads = new LongAdder[CertificateReload.values().length];

    /** By listener; written at start and by the thread that watches its certificates. */
    private final Map<String, Instant> certificatesEnd = new ConcurrentHashMap<>();

    public FrontCounters() {
        Arrays.setAll(cutoffs, reason -> new LongAdder());
        Arrays.setAll(certificateReloads, outcome -> new LongAdder());
    }

    void opened() {
        connections.increment();
    }

    void closed() {
        connections.decrement();
    }

    void count(Cutoff cutoff) {
        cutoffs[cutoff.ordinal()].increment();
    }

    void count(CertificateReload outcome) {
        certificateReloads[outcome.ordinal()].increment();
    }

    void certificatesEnd(String listener, Instant end) {
        certificatesEnd.put(listener, end);
    }

    /** By outcome, how often certificates were changed. */
    public Map<CertificateReload, Long> certificateReloads() {
        Map<CertificateReload, Long> sums = new EnumMap<>(CertificateReload.class);
        for (CertificateReload outcome : CertificateReload.values()) {
            sums.put(outcome, certificateReloads[outcome.ordinal()].sum());
        }
        return Collections.unmodifiableMap(sums);
    }

    /** By listener, when the first of its certificates ends. */
    public Map<String, Instant> certificatesEnd() {
        return Map.copyOf(certificatesEnd);
    }

    /** Open connections of visitors. */
    public long connections() {
        return connections.sum();
    }

    /** By reason, how many connections or streams were cut off. */
    public Map<Cutoff, Long> cutoffs() {
        Map<Cutoff, Long> sums = new EnumMap<>(Cutoff.class);
        for (Cutoff cutoff : Cutoff.values()) {
            sums.put(cutoff, cutoffs[cutoff.ordinal()].sum());
        }
        return Collections.unmodifiableMap(sums);
    }
}
