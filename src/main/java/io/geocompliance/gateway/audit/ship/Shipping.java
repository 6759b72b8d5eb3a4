package io.geocompliance.gateway.audit.ship;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ships a log's epochs, the oldest first, each up to its signed head, and the last one as it grows. Owned by one thread. */
public final class Shipping {

    private static final Logger LOG = LoggerFactory.getLogger(Shipping.class);

    /** A transaction of so many lines, or bytes. */
    private static final int BATCH_LINES = 10_000;

    private static final int BATCH_BYTES = 8 << 20;

    /** Heads are signed once in a second. */
    private static final long LOOK_MILLIS = 500;

    /** After a failure of the receiver. */
    private static final long RETRY_MILLIS = 2_000;

    private final Path log;
    private final Function<String, Sink> sinks;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The thread's alone. */
    private long shipped;

    private boolean failing;

    /**
     * Ships a log's directory.
     *
     * @param sinks opens the receiver for an origin; it may fail, and is asked again
     */
    public Shipping(Path log, Function<String, Sink> sinks) {
        this.log = log;
        this.sinks = sinks;
    }

    /** Ends {@link #follow} after the batch it is at. */
    public void end() {
        ended.countDown();
    }

    /** Ships what is signed now; fails as the receiver or the files fail. */
    public long shipOnce() throws IOException {
        for (Epoch epoch : Epoch.of(log)) {
            ship(epoch, false);
        }
        return shipped;
    }

    /** Ships until {@link #end}; the receiver's failures are said once and tried again, those of files end it. */
    public long follow() throws IOException, InterruptedException {
        int done = 0;
        while (ended.getCount() > 0) {
            List<Epoch> epochs = Epoch.of(log);
            try {
                while (done < epochs.size() - 1) {
                    ship(epochs.get(done), false); // it grows no more, for there is a later one
                    done++;
                }
                if (done < epochs.size()) {
                    ship(epochs.get(done), true);
                }
            } catch (SinkException e) {
                if (!failing) {
                    LOG.warn("Lines can't be shipped; they wait in their files: {}", e.getMessage());
                }
                failing = true;
                pause(RETRY_MILLIS);
            }
        }
        return shipped;
    }

    /** A receiver's failure, as opposed to one of the log's own files. */
    private static final class SinkException extends RuntimeException {
        SinkException(RuntimeException cause) {
            super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
        }
    }

    private void ship(Epoch epoch, boolean isLast) throws IOException {
        Optional<Checkpoint> head = head(epoch);
        while (head.isEmpty()) {
            if (!isLast || pause(LOOK_MILLIS) || hasFollower(epoch)) {
                return;
            }
            head = head(epoch);
        }
        try (Sink sink = open(head.get().origin());
                EpochTail tail = new EpochTail(epoch, sink.next())) {
            while (true) {
                long size = head(epoch).orElseThrow().head().size();
                while (ended.getCount() > 0 || !isLast) {
                    List<Sink.Line> batch = batch(tail, size);
                    if (batch.isEmpty()) {
                        break;
                    }
                    deliver(sink, batch);
                }
                if (!isLast || hasFollower(epoch) || pause(LOOK_MILLIS)) {
                    return;
                }
            }
        }
    }

    private Sink open(String origin) {
        try {
            return sinks.apply(origin);
        } catch (RuntimeException e) {
            throw new SinkException(e);
        }
    }

    private void deliver(Sink sink, List<Sink.Line> batch) {
        try {
            sink.ship(batch);
        } catch (RuntimeException e) {
            throw new SinkException(e);
        }
        shipped += batch.size();
        if (failing) {
            LOG.info("Lines are shipped again.");
            failing = false;
        }
    }

    private static List<Sink.Line> batch(EpochTail tail, long size) throws IOException {
        List<Sink.Line> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
            long index = tail.index();
            byte[] line = tail.next(size);
            if (line == null) {
                return batch;
            }
            batch.add(new Sink.Line(index, line));
            bytes += line.length;
        }
        return batch;
    }

    private boolean hasFollower(Epoch epoch) throws IOException {
        List<Epoch> epochs = Epoch.of(log);
        return !epochs.isEmpty() && !epochs.get(epochs.size() - 1).equals(epoch);
    }

    private static Optional<Checkpoint> head(Epoch epoch) throws IOException {
        Optional<SignedNote> note = epoch.signedHead();
        return note.map(Checkpoint::of);
    }

    /** Whether it was ended meanwhile. */
    private boolean pause(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
