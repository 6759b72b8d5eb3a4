package io.geocompliance.gateway.admin;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A gateway's numbers and state, for tests of what is shown of them. */
final class Fixture {

    final LongAdder notices = new LongAdder();
    final LongAdder syncs = new LongAdder();

    Map<Metrics, Supplier<List<Metrics.Sample>>> sources() {
        Map<Metrics, Supplier<List<Metrics.Sample>>> sources = new EnumMap<>(Metrics.class);
        for (Metrics metric : Metrics.values()) {
            String[] labels = Collections.nCopies(metric.labels().size(), "x").toArray(new String[0]);
            sources.put(
                    metric,
                    metric.kind() == Metrics.Kind.HISTOGRAM
                            ? () -> List.of(metric.distribution(notices.sum(), buckets(notices.sum()), labels))
                            : () -> List.of(metric.sample(notices.sum(), labels)));
        }
        sources.put(
                Metrics.DECISIONS,
                () -> List.of(
                        Metrics.DECISIONS.sample(notices.sum(), "notice-audience", "rule-1", "notice", "enforce")));
        sources.put(Metrics.AUDIT_LAST_SYNC, () -> List.of(Metrics.AUDIT_LAST_SYNC.sample(syncs.sum())));
        return sources;
    }

    private static List<Long> buckets(long inSecond) {
        return List.of(0L, inSecond, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    }

    static GatewayStatus status(Set<GatewayStatus.Obstacle> obstacles, String... notes) {
        return new GatewayStatus(
                obstacles,
                List.of(notes),
                new GatewayStatus.InForce("r1", "abc123", List.of("rule <1>"), List.of("a.mmdb, 2026-11-01"), "key+1"),
                new GatewayStatus.Reload(Instant.parse("2026-11-24T04:00:00Z"), List.of("rules.yaml:3:5: a & b")));
    }
}
