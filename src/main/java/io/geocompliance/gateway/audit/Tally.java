package io.geocompliance.gateway.audit;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts records by region, rule, notice and outcome; anybody adds without a lock, one thread reports what is new. */
final class Tally {

    /** What is told apart; "" where there is none. */
    record Key(String region, String rule, String notice, String out) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::region)
                .thenComparing(Key::rule)
                .thenComparing(Key::notice)
                .thenComparing(Key::out);

        static Key of(AuditRecord entry) {
            AuditRecord.Notice notice = entry.notice();
            String rule = entry.basis().rule();
            return new Key(
                    entry.where().region(),
                    rule == null ? "" : rule,
                    notice == null ? "" : notice.id(),
                    AuditRecord.label(entry.result().out()));
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Non-blocking, unlike a hash map's insertion. */
    private final Map<Key, LongAdder> counts = new ConcurrentSkipListMap<>();

    private final LongAdder total = new LongAdder();

    /** What was reported so far; the writer's alone. */
    private final Map<Key, Long> reported = new TreeMap<>();

    void add(Key key, long count) {
        LongAdder adder = counts.get(key);
        if (adder == null) {
            LongAdder fresh = new LongAdder();
            LongAdder other = counts.putIfAbsent(key, fresh);
            adder = other == null ? fresh : other;
        }
        adder.add(count);
        total.add(count);
    }

    long total() {
        return total.sum();
    }

    /** What was added since the last report; the same again until {@link #report} says that it is on the disk. */
    Map<Key, Long> fresh() {
        Map<Key, Long> fresh = new TreeMap<>();
        counts.forEach((key, count) -> {
            long more = count.sum() - reported.getOrDefault(key, 0L);
            if (more > 0) {
                fresh.put(key, more);
            }
        });
        return fresh;
    }

    /** How many were added since the last report. */
    long unreported() {
        return fresh().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Sums are never reset, so none is lost. */
    void report(Map<Key, Long> fresh) {
        fresh.forEach((key, count) -> reported.merge(key, count, Long::sum));
    }
}
