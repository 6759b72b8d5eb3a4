package io.geocompliance.gateway.proxy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A distribution of durations in buckets, added to without contention. */
public final class Durations {

    private static final double NANOS = 1e9;

    private final double[] boundsSeconds;
    private final LongAdder[] buckets;
    private final LongAdder sumNanos = new LongAdder();

    Durations(List<Double> boundsSeconds) {
        this.boundsSeconds =
                boundsSeconds.stream().mapToDouble(Double::doubleValue).toArray();
        this.buckets = new LongAdder[this.boundsSeconds.length + 1];
        Arrays.setAll(buckets, bucket -> new LongAdder());
    }

    void add(long nanos) {
        double seconds = nanos / NANOS;
        int bucket = 0;
        while (bucket < boundsSeconds.length && seconds > boundsSeconds[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sumNanos.add(nanos);
    }

    /** Of all durations, in seconds. */
    public double sumSeconds() {
        return sumNanos.sum() / NANOS;
    }

    /** Per bucket, not cumulative; the last is beyond every bound. */
    public List<Long> counts() {
        return Arrays.stream(buckets).map(LongAdder::sum).toList();
    }
}
