package io.geocompliance.gateway.audit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** Counts records by region, rule, notice and outcome; anybody adds without a lock, one thread takes what is new. */
final class Tally {

    /** What is told apart; "" where there is none. */
    record Key(String region, String rule, String notice, String out) {

        static Key of(AuditRecord entry) {
            AuditRecord.Notice notice = entry.notice();
            String rule = entry.basis().rule();
            return new Key(
                    entry.where().region(),
                    rule == null ? "" : rule,
                    notice == null ? "" : notice.id(),
                    AuditRecord.label(entry.result().out()));
        }
    }

    /** Non-blocking, unlike a hash map's insertion. */
    private final Map<Key, LongAdder> counts = new ConcurrentSkipListMap<>(Comparator.comparing(Key::region)
            .thenComparing(Key::rule)
            .thenComparing(Key::notice)
            .thenComparing(Key::out));

    private final LongAdder total = new LongAdder();

    /** What was taken so far; the writer's alone. */
    private final Map<Key, Long> taken = new HashMap<>();

    void add(AuditRecord entry) {
        Key key = Key.of(entry);
        LongAdder count = counts.get(key);
        if (count == null) {
            LongAdder fresh = new LongAdder();
            LongAdder other = counts.putIfAbsent(key, fresh);
            count = other == null ? fresh : other;
        }
        count.increment();
        total.increment();
    }

    long total() {
        return total.sum();
    }

    /** Hands over what was added since the last call; sums are never reset, so none is lost. */
    void takeNew(BiConsumer<Key, Long> to) {
        counts.forEach((key, count) -> {
            long now = count.sum();
            long before = taken.getOrDefault(key, 0L);
            if (now > before) {
                taken.put(key, now);
                to.accept(key, now - before);
            }
        });
    }
}
