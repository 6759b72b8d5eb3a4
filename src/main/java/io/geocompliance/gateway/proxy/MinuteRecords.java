package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.rules.Decision;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event loop's records of this minute, found and not made again: of what a record may say so little is free that most visits' are equal.
 *
 * <p>What it keeps of a visit is what its record says, until the first one of another minute: no address and no path.
 */
final class MinuteRecords {

    private static final long MINUTE_MILLIS = 60_000;

    /** A power of two. */
    private static final int SLOTS = 1 << 10;

    /** Beyond it each is made: more would make finding slow. */
    private static final int MOST_KEPT = SLOTS / 2;

    private final InstantSource clock;
    private final @Nullable Made[] slots = new Made[SLOTS];
    private int kept;
    private long minute;

    MinuteRecords(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A record, and from what it was made.
     *
     * @param configuration of the snapshot, and {@code builds} of its databases; the snapshot itself would outlive a reload here
     */
    private record Made(
            String configuration,
            String builds,
            Place place,
            Decision decision,
            @Nullable Fragment served,
            AuditRecord record) {

        boolean isOf(Evidence evidence, int status, AuditRecord.Result result, @Nullable Fragment fragment) {
            Ruling ruling = evidence.conduct().ruling();
            AuditRecord.Message message = record.message();
            return served == fragment
                    && message.status() == status
                    && record.result() == result
                    && message.method() == AuditRecord.Method.of(ruling.visit().method())
                    && record.where().confidence() == evidence.confidence()
                    && place.equals(ruling.place())
                    && decision.equals(ruling.decision())
                    && configuration.equals(evidence.snapshot().hash())
                    && builds.equals(evidence.snapshot().geo().buildsLine());
        }
    }

    /**
     * The record of an exchange.
     *
     * @param status of the answer
     * @param served the variant of the notice that the visitor was sent; null if none
     */
    AuditRecord of(Evidence evidence, int status, AuditRecord.Result result, @Nullable Fragment served) {
        turn();
        Ruling ruling = evidence.conduct().ruling();
        int slot = slot(ruling.place(), status, result, served);
        for (Made made = slots[slot]; made != null; made = slots[slot]) {
            if (made.isOf(evidence, status, result, served)) {
                return made.record;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        AuditRecord record = evidence.record(status, result, served);
        if (kept < MOST_KEPT) {
            Snapshot snapshot = evidence.snapshot();
            slots[slot] = new Made(
                    snapshot.hash(), snapshot.geo().buildsLine(), ruling.place(), ruling.decision(), served, record);
            kept++;
        }
        return record;
    }

    /** With the minute everything goes: records are dated to it. */
    private void turn() {
        long now = Math.floorDiv(clock.millis(), MINUTE_MILLIS);
        if (now != minute) {
            minute = now;
            Arrays.fill(slots, null);
            kept = 0;
        }
    }

    /** By what differs most. */
    private static int slot(Place place, int status, AuditRecord.Result result, @Nullable Fragment served) {
        int hash = place instanceof Place.Known known ? known.label().hashCode() : 0;
        hash = 31 * hash + status;
        hash = 31 * hash + System.identityHashCode(result);
        hash = 31 * hash + System.identityHashCode(served);
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
