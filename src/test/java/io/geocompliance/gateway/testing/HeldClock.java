package io.geocompliance.gateway.testing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A clock at which the log's writer waits while a test holds it back; for everybody else it goes on. */
public final class HeldClock implements InstantSource {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();

    /** Guarded by the lock. */
    private boolean held;

    public HeldClock(InstantSource clock) {
        this.clock = clock;
    }

    /** From its next look at the clock on the writer waits. */
    public void hold() {
        set(true);
    }

    public void release() {
        set(false);
    }

    private void set(boolean to) {
        lock.lock();
        try {
            held = to;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant instant() {
        if (Thread.currentThread().getName().equals("audit-writer")) {
            lock.lock();
            try {
                while (held) {
                    released.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }
        return clock.instant();
    }
}
