package io.geocompliance.gateway.proxy.front;

import java.util.concurrent.atomic.LongAdder;

/** Plain counts of who came and was let in: event loops add without contention, whoever exports them reads. */
public final class FrontCounters {

    /** Connections of visitors that are open now. */
    private final LongAdder connections = new LongAdder();

    void opened() {
        connections.increment();
    }

    void closed() {
        connections.decrement();
    }

    /** Open connections of visitors. */
    public long connections() {
        return connections.sum();
    }
}
