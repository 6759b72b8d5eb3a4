package io.geocompliance.gateway.audit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer, in the order it came; bounded by the exact bytes of its lines. Anybody puts in without waiting, one
 * thread takes out.
 */
final class LineQueue {

    /** A line that is ready, or a fact whose line stands before those that name it. */
    sealed interface Waiting {

        /** A decision, serialised by whoever decided. */
        record Line(Tally.Key key, byte[] bytes) implements Waiting {}

        /** Rare and small, so not counted against the bound. */
        record Fact(Introduction introduction) implements Waiting {}

        /**
         * Lines of the log's own, and who waits until they are signed.
         *
         * @param lines each with its LF
         */
        record Words(List<byte[]> lines, CompletableFuture<Void> signed) implements Waiting {}
    }

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong highWater = new AtomicLong();
    private final long capacityBytes;

    /** Set once. */
    private volatile boolean closed;

    LineQueue(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** Takes a line over, or says that there is no room for it. */
    boolean offer(Waiting.Line line) {
        long length = line.bytes().length;
        // Reserved first and looked at afterwards: the queue is drained only when nothing is reserved.
        long reserved = bytes.addAndGet(length);
        if (reserved > capacityBytes || closed) {
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
