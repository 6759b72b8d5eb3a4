package io.geocompliance.gateway.proxy.front;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Plain counts of who came and was let in: event loops add without contention, whoever exports them reads. */
public final class FrontCounters {

    /** Connections of visitors that are open now. */
    private final LongAdder connections = new LongAdder();

    /** In the order of the reasons. */
    private final LongAdder[] cutoffs = new LongAdder[Cutoff.values().length];

    public FrontCounters() {
        Arrays.setAll(cutoffs, reason -> new LongAdder());
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
