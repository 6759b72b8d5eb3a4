package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.proxy.front.FrontSettings.Patience;
import java.util.function.Consumer;

/**
 * Whether a request's body stays within its size and comes fast enough: a first allowance of time, and a second more for so many bytes.
 *
 * <p>Time in which we do not read, for the origin's sake, is nobody's fault and does not count.
 */
public final class BodyWatch implements Ticks.Watched {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Ticks ticks;
    private final Patience patience;
    private final long limitBytes;
    private final Consumer<Refusal> onRefusal;

    private long receivedBytes;
    private long spentNanos;
    private long readingSinceNanos;
    private boolean reading;
    private boolean over;

    BodyWatch(Ticks ticks, Patience patience, long limitBytes, Consumer<Refusal> onRefusal) {
        this.ticks = ticks;
        this.patience = patience;
        this.limitBytes = limitBytes;
        this.onRefusal = onRefusal;
    }

    /** Whether so many bytes may come at all; says so if not. */
    public boolean allows(long declaredBytes) {
        if (declaredBytes <= limitBytes) {
            return true;
        }
        refuse(Refusal.BODY_TOO_LARGE);
        return false;
    }

    /** From now on the visitor's time runs. */
    public void reads() {
        if (!reading && !over) {
            reading = true;
            readingSinceNanos = System.nanoTime();
            ticks.watch(this);
        }
    }

    /** From now on it does not. */
    public void rests() {
        if (reading) {
            reading = false;
            spentNanos += System.nanoTime() - readingSinceNanos;
        }
    }

    /** Bytes have come; false if they are too many, which has been said. */
    public boolean takes(int bytes) {
        receivedBytes += bytes;
        return allows(receivedBytes);
    }

    /** The body has ended, or is not wanted any more. */
    public void end() {
        over = true;
        ticks.forget(this);
    }

    @Override
    public void tick(long nowNanos) {
        long spent = spentNanos + (reading ? nowNanos - readingSinceNanos : 0);
        long allowed = patience.body().toNanos() + receivedBytes * SECOND_NANOS / patience.bodyBytesPerSecond();
        if (spent > allowed) {
            refuse(Refusal.BODY_TOO_SLOW);
        }
    }

    private void refuse(Refusal why) {
        if (!over) {
            end();
            onRefusal.accept(why);
        }
    }
}
