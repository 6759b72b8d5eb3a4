package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.EpochWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what stands in the log, and writes those counts into it: ticks for records with a line, gaps for records without. Owned by the
 * writer's thread.
 */
final class Ledger {

    private static final long FORCE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long AWAITED_NANOS = Duration.ofMillis(5).toNanos();

    private final Accounts accounts;
    private final OwnLines lines;

    /** Records with a line that may not be on the disk yet. */
    private final Map<Tally.Key, Long> unforced = new HashMap<>();

    /** Of some of these, who waits for that. */
    private final List<AuditLog.Listener> listeners = new ArrayList<>();

    /** Records on the disk since the last tick. */
    private final Map<Tally.Key, Long> sinceTick = new TreeMap<>();

    /** Index of the first line since the last tick. */
    private long tickedAt;

    private Instant lastWhole;

    /** What an epoch before this one has told of. */
    private Accounts.Totals told = Accounts.Totals.NONE;

    Ledger(Accounts accounts, OwnLines lines) {
        this.accounts = accounts;
        this.lines = lines;
        this.lastWhole = lines.clock().get();
    }

    /** To be called before the line is written: that may fail. */
    void line(LineQueue.Waiting.Line line) {
        unforced.merge(line.key(), 1L, Long::sum);
        if (line.listener() != AuditLog.Listener.NONE) {
            listeners.add(line.listener());
        }
    }

    /** How long lines may wait for a force: less while somebody waits with them. */
    long patienceNanos() {
        return listeners.isEmpty() ? FORCE_NANOS : AWAITED_NANOS;
    }

    /** A record that never gets a line. */
    void lose(LineQueue.Waiting.Line line) {
        accounts.dropped.add(line.key(), 1);
        line.listener().told(false);
    }

    /** What was not known to be on the disk has no line. */
    void lose() {
        unforced.forEach(accounts.dropped::add);
        unforced.clear();
        tell(false);
    }

    private void tell(boolean forced) {
        for (AuditLog.Listener listener : listeners) {
            try {
                listener.told(forced);
            } catch (RuntimeException gone) {
                continue; // its event loop has ended, and the line is where it is
            }
        }
        listeners.clear();
    }

    /** A process' own lines begin here. */
    void beginAt(long index) {
        tickedAt = index;
        sinceTick.clear();
    }

    /** The epoch has its last totals: those of the next begin at zero. What was lost and not told of yet belongs to the next. */
    void endEpoch() {
        Accounts.Totals now = accounts.totals();
        long untold = accounts.dropped.fresh().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long dropped = now.dropped() - untold;
        told = new Accounts.Totals(now.written() + dropped, now.written(), dropped, now.assets());
    }

    boolean owesGap() {
        return !accounts.dropped.fresh().isEmpty();
    }

    /** Also tells what was lost since the last gap, as soon as there is room again; between two minutes, not at one. */
    void force(EpochWriter epoch) throws IOException {
        Instant now = lines.clock().get();
        Map<Tally.Key, Long> lost = accounts.dropped.fresh();
        for (Map.Entry<Tally.Key, Long> count : lost.entrySet()) {
            epoch.append(lines.gap(lastWhole, now, count));
        }
        epoch.force();
        accounts.dropped.report(lost);
        unforced.forEach((key, count) -> {
            accounts.written.add(key, count);
            sinceTick.merge(key, count, Long::sum);
        });
        unforced.clear();
        lastWhole = now;
        tell(true);
    }

    /** Counts by key, then totals; what it counts is what stands since the tick before. */
    void summary(EpochWriter epoch, String kind, long queueHigh) throws IOException {
        force(epoch);
        for (Map.Entry<Tally.Key, Long> count : sinceTick.entrySet()) {
            epoch.append(lines.tick(count));
        }
        epoch.append(lines.totals(kind, tickedAt, accounts.totals().since(told), queueHigh));
        long next = epoch.size(); // a gap that comes up while this is forced belongs to the next tick
        force(epoch);
        beginAt(next);
    }
}
