package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as JSON Lines, written by one thread.
 *
 * <p>Lost without a count at a power cut: what waits, and what was written since the last force, at most 50 ms ago. A failed write
 * or force stops the log for good, for the kernel may have dropped the pages and would call a second try a success; counting goes
 * on. A full disk is such a failure.
 */
public final class JsonLinesLog implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(JsonLinesLog.class);
    private static final long FORCE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long IDLE_NANOS = Duration.ofMillis(5).toNanos();
    private static final Duration TICK = Duration.ofMinutes(1);

    /** Decisions and introductions, in the order of their lines. */
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

    private final AtomicLong queuedBytes = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder assets = new LongAdder();
    private final Tally written = new Tally();
    private final Tally dropped = new Tally();
    private final long capacityBytes;
    private final Supplier<Instant> clock;
    private final LogDirectory directory;
    private final FileChannel file;
    private final Thread writer;

    /** Set once by close. */
    private volatile boolean closing;

    /** Set once by the writer. */
    private volatile boolean failed;

    // The writer's alone.
    private final Set<Introduction> introduced = new HashSet<>();
    private boolean dirty;
    private long forcedAt = System.nanoTime();
    private Instant tickedAt;
    private Instant lastWhole;

    /** Opens a new file in the settings' directory, which no other process may be using. */
    public static JsonLinesLog open(AuditSettings settings, Supplier<Instant> clock) throws IOException {
        LogDirectory directory = LogDirectory.hold(settings.directory());
        try {
            return new JsonLinesLog(settings.queueBytes(), clock, directory, directory.newFile(clock.get()));
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    JsonLinesLog(long capacityBytes, Supplier<Instant> clock, LogDirectory directory, FileChannel file) {
        this.capacityBytes = capacityBytes;
        this.clock = clock;
        this.directory = directory;
        this.file = file;
        this.tickedAt = clock.get();
        this.lastWhole = tickedAt;
        this.writer = new Thread(this::run, "audit-writer");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void append(AuditRecord entry) {
        accepted.increment();
        long bytes = entry.bytes();
        // Reserved first and looked at afterwards: the writer ends only when nothing is reserved.
        boolean fits = queuedBytes.addAndGet(bytes) <= capacityBytes;
        if (fits && !closing && !failed) {
            queue.add(entry);
        } else {
            dropped.add(entry);
            queuedBytes.addAndGet(-bytes);
        }
    }

    @Override
    public void asset() {
        assets.increment();
    }

    @Override
    public void introduce(Introduction fact) {
        queue.add(fact);
    }

    @Override
    public AuditCounters counters() {
        return new AuditCounters(accepted.sum(), written.total(), dropped.total(), assets.sum(), queuedBytes.get());
    }

    @Override
    public boolean writable() {
        return !failed && !closing;
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true; // the log is ended all the same
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (LogDirectory held = directory;
                FileChannel open = file) {
            write(line("open"));
            while (!closing || !queue.isEmpty() || queuedBytes.get() > 0) {
                step();
            }
            gap();
            write(totals(line("close")));
            file.force(false);
        } catch (IOException | RuntimeException e) {
            failed = true;
            LOG.error(
                    "The audit log stops: a write failed ({}). Records are counted only.",
                    e.getClass().getName());
            countTheRest();
        }
    }

    private void step() throws IOException {
        Object next = queue.poll();
        if (next == null) {
            gap();
            tick();
            force();
            LockSupport.parkNanos(this, IDLE_NANOS);
        } else if (next instanceof AuditRecord entry) {
            record(entry);
            tick();
            force();
        } else if (next instanceof Introduction fact && introduced.add(fact)) {
            JsonLine line = new JsonLine();
            fact.writeTo(line);
            write(line);
        }
    }

    private void record(AuditRecord entry) throws IOException {
        boolean done = false;
        try {
            JsonLine line = new JsonLine();
            entry.writeTo(line);
            write(line);
            done = true;
        } finally {
            (done ? written : dropped).add(entry);
            queuedBytes.addAndGet(-entry.bytes());
        }
    }

    /** What was lost since the last gap, as soon as there is room again; between two minutes, not at one. */
    private void gap() throws IOException {
        Instant now = clock.get();
        List<JsonLine> lines = new ArrayList<>();
        dropped.takeNew((key, count) -> lines.add(counts(
                line("gap").field("from", AuditRecord.minute(lastWhole)).field("to", AuditRecord.minute(now)),
                key,
                count)));
        for (JsonLine line : lines) {
            write(line);
        }
        lastWhole = now;
    }

    private void tick() throws IOException {
        Instant now = clock.get();
        if (Duration.between(tickedAt, now).compareTo(TICK) >= 0) {
            tickedAt = now;
            write(totals(line("tick")));
        }
    }

    private void force() throws IOException {
        long now = System.nanoTime();
        if (dirty && now - forcedAt >= FORCE_NANOS) {
            gap(); // with each force, so that a queue that never empties can't hold it back
            file.force(false);
            forcedAt = now;
            dirty = false;
        }
    }

    private JsonLine line(String kind) {
        return new JsonLine().field("ty", kind).field("t", AuditRecord.minute(clock.get()));
    }

    private static JsonLine counts(JsonLine line, Tally.Key key, long count) {
        return line.field("reg", key.region())
                .field("rule", key.rule())
                .field("n", key.notice())
                .field("out", key.out())
                .field("count", count);
    }

    private JsonLine totals(JsonLine line) {
        return line.field("accepted", accepted.sum())
                .field("written", written.total())
                .field("dropped", dropped.total())
                .field("assets", assets.sum());
    }

    private void write(JsonLine line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.bytes());
        dirty = true;
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Until the last caller who saw the log alive has handed over or given up. */
    private void countTheRest() {
        while (!queue.isEmpty() || queuedBytes.get() > 0) {
            if (queue.poll() instanceof AuditRecord entry) {
                dropped.add(entry);
                queuedBytes.addAndGet(-entry.bytes());
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
