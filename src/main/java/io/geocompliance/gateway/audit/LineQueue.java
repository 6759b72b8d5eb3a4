package io.geocompliance.gateway.audit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer, in the order it came; bounded by the exact bytes of its lines. Anybody puts in without waiting, one
 * thread takes out.
 */
final class LineQueue {

    /** A line that is ready, or a fact whose line stands before those that name it. */
    sealed interface Waiting {

        /** A decision, serialised by whoever decided. */
        record Line(Tally.Key key, byte[] bytes, AuditLog.Listener listener) implements Waiting {

            Line(Tally.Key key, byte[] bytes) {
                this(key, bytes, AuditLog.Listener.NONE);
            }

            /** The same for somebody who listens. */
            Line to(AuditLog.Listener who) {
                return who == AuditLog.Listener.NONE ? this : new Line(key, bytes, who);
            }
        }

        /** Rare and small, so not counted against the bound. */
        record Fact(Introduction introduction) implements Waiting {}

        /**
         * Lines of the log's own, and who waits until they are signed.
         *
         * @param lines each with its LF
         */
        record Words(List<byte[]> lines, CompletableFuture<Void> signed) implements Waiting {}
    }

    /** What is kept for a line before it is known; most are shorter. */
    static final long PROMISED_BYTES = 512;

    /** Slots at a time: while no more wait they are used again and again, and handing over allocates nothing. */
    private static final int SLOTS = 1 << 15;

    private final Queue<Waiting> waiting = new MpscUnboundedAtomicArrayQueue<>(SLOTS);
    private final AtomicLong bytes = new AtomicLong();

    /** Kept for lines that are to come; those count against the bound as well. */
    private final AtomicLong promised = new AtomicLong();

    private final AtomicLong highWater = new AtomicLong();
    private final long capacityBytes;

    /** Set once. */
    private volatile boolean closed;

    LineQueue(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** Takes a line over, or says that there is no room for it. */
    boolean offer(Waiting.Line line) {
        return put(line, true);
    }

    /** Keeps room for a line that is to come, or says that there is none. */
    boolean promise() {
        if (promised.addAndGet(PROMISED_BYTES) + bytes.get() > capacityBytes || closed) {
            forgo();
            return false;
        }
        return true;
    }

    /** Takes a line over for which room was kept; one that is longer may exceed the bound by the rest. */
    boolean redeem(Waiting.Line line) {
        boolean taken = put(line, false);
        forgo();
        return taken;
    }

    /** Gives back what was kept for a line that does not come. */
    void forgo() {
        promised.addAndGet(-PROMISED_BYTES);
    }

    private boolean put(Waiting.Line line, boolean bounded) {
        long length = line.bytes().length;
        // Reserved first and looked at afterwards: the queue is drained only when nothing is reserved.
        long reserved = bytes.addAndGet(length);
        if (bounded && reserved + promised.get() > capacityBytes || closed) {
            bytes.addAndGet(-length);
            return false;
        }
        if (reserved > highWater.get()) {
            highWater.accumulateAndGet(reserved, Math::max);
        }
        waiting.add(line);
        return true;
    }

    void add(Introduction fact) {
        waiting.add(new Waiting.Fact(fact));
    }

    void add(Waiting.Words words) {
        waiting.add(words);
    }

    /** The next one, or null; its bytes are free at once. The writer's alone. */
    @Nullable
    Waiting poll() {
        Waiting next = waiting.poll();
        if (next instanceof Waiting.Line line) {
            bytes.addAndGet(-line.bytes().length);
        }
        return next;
    }

    /** Takes no more lines. */
    void close() {
        closed = true;
    }

    /** Whether it is closed, empty, and nobody is about to put something in. */
    boolean isDrained() {
        return closed && waiting.isEmpty() && bytes.get() == 0;
    }

    /** What waits now. */
    long bytes() {
        return bytes.get();
    }

    /** The most that waited at once since the last call. */
    long takeHighWater() {
        return highWater.getAndSet(bytes.get());
    }
}
