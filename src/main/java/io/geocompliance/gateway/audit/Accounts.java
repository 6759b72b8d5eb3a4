package io.geocompliance.gateway.audit;

import java.util.concurrent.atomic.LongAdder;

/** What came, what is on the disk and what is not; callers add to the first and the last, the writer to the others. */
final class Accounts {

    final LongAdder accepted = new LongAdder();
    final LongAdder assets = new LongAdder();

    /** Records whose line is on the disk. */
    final Tally written = new Tally();

    /** Records that are counted alone. */
    final Tally dropped = new Tally();

    /** All of them, at one moment or nearly. */
    record Totals(long accepted, long written, long dropped, long assets) {

        static final Totals NONE = new Totals(0, 0, 0, 0);

        Totals since(Totals before) {
            return new Totals(
                    accepted - before.accepted,
                    written - before.written,
                    dropped - before.dropped,
                    assets - before.assets);
        }
    }

    Totals totals() {
        return new Totals(accepted.sum(), written.total(), dropped.total(), assets.sum());
    }
}
