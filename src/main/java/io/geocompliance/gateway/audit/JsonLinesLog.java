package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.KeyFile;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The log as JSON Lines, written by one thread ({@link LogWriter}, which says what is lost when). Callers serialise, so that the
 * queue's bound is exact.
 */
public final class JsonLinesLog implements AuditLog {

    /** Some 300,000 records: what a start reads again at most. */
    private static final long SEGMENT_BYTES = 128L << 20;

    private final LinesOfTheMinute lines = new LinesOfTheMinute();
    private final LineQueue queue;
    private final String publicKey;
    private final Anchoring anchoring;
    private final AuditSettings.Writing writing;
    private final Optional<Room> itself = Optional.of(this);
    private final Predicate<LineQueue.Waiting.Line> offer = this::offer;
    private final Predicate<LineQueue.Waiting.Line> redeem = this::redeem;
    private final Accounts accounts = new Accounts();
    private final OwnLines ownLines;
    private final OwnWords words;
    private final DayKeeping days;
    private final Pruning pruning;
    private final Retention retention;
    private final LogWriter writer;
    private final Thread thread;

    /** Goes on in the settings' directory, which no other process may be using. */
    public static JsonLinesLog open(AuditSettings settings, Supplier<Instant> clock, String software)
            throws IOException {
        return open(settings, clock, software, Anchoring.NONE);
    }

    /** The same, with those who keep its heads; they are closed with the log. */
    public static JsonLinesLog open(
            AuditSettings settings, Supplier<Instant> clock, String software, Anchoring anchoring) throws IOException {
        LogDirectory directory = LogDirectory.hold(settings.directory(), Disk.REAL);
        try {
            SigningKey key = KeyFile.readOrCreate(settings.keyFile()).key();
            LogIdentity identity = new LogIdentity(key, software, SEGMENT_BYTES, anchoring);
            return new JsonLinesLog(settings.writing(), clock, directory, identity);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    JsonLinesLog(AuditSettings.Writing writing, Supplier<Instant> clock, LogDirectory directory, LogIdentity identity) {
        this.writing = writing;
        this.queue = new LineQueue(writing.queueBytes());
        this.anchoring = identity.anchoring();
        this.publicKey = identity.key().verifier().toString();
        this.ownLines = new OwnLines(clock);
        this.words = new OwnWords(queue);
        this.days = new DayKeeping(directory.directory(), ownLines, words);
        this.pruning = new Pruning(directory.directory(), words, ownLines, days);
        this.retention = new Retention(pruning, writing.linesKept());
        DiskRoom room = new DiskRoom(directory, writing.diskFull(), retention);
        this.writer = new LogWriter(new LogWriter.Source(queue, accounts, ownLines), directory, identity, room);
        this.thread = new Thread(writer, "audit-writer");
        thread.setDaemon(true);
        thread.start();
        days.begin();
        retention.begin();
    }

    @Override
    public void append(AuditRecord entry, Listener listener) {
        append(lines.of(entry).to(listener), offer);
    }

    private void append(LineQueue.Waiting.Line line, Predicate<LineQueue.Waiting.Line> taken) {
        accounts.accepted.increment();
        if (!taken.test(line)) {
            accounts.dropped.add(line.key(), 1);
            line.listener().told(false);
        }
    }

    private boolean offer(LineQueue.Waiting.Line line) {
        return writer.standing().isWriting() && queue.offer(line);
    }

    @Override
    public Optional<Room> room() {
        if (writing.onFull() == AuditSettings.OnFull.COUNT) {
            return itself;
        }
        boolean kept = writer.standing().isWriting() && queue.promise();
        return kept ? Optional.of((entry, listener) -> append(lines.of(entry).to(listener), redeem)) : Optional.empty();
    }

    @Override
    public boolean holdsEnds() {
        return writing.durability() == AuditSettings.Durability.BEFORE_END;
    }

    private boolean redeem(LineQueue.Waiting.Line line) {
        if (writer.standing().isWriting()) {
            return queue.redeem(line);
        }
        queue.forgo();
        return false;
    }

    /**
     * Takes away the lines of packed segments that are all dated before; their hashes stay, and the log says first what goes. Takes long: not
     * for an event loop.
     *
     * @return how many records have lost their lines
     */
    public long prune(Instant before) throws IOException {
        return pruning.before(before);
    }

    /** Has the log say the counts by day of what has been packed; takes long. It does so by itself, too, a while later. */
    void tellDays() throws IOException {
        days.tell();
    }

    @Override
    public void asset() {
        accounts.assets.increment();
    }

    @Override
    public void introduce(Introduction fact) {
        queue.add(fact);
    }

    @Override
    public CompletionStage<Void> note(Custody custody) {
        if (state() != State.WRITTEN) {
            return CompletableFuture.failedFuture(new IOException("the log can't be written"));
        }
        return words.say(List.of(ownLines.custody(custody)));
    }

    @Override
    public AuditCounters counters() {
        return new AuditCounters(
                accounts.accepted.sum(),
                accounts.written.total(),
                accounts.dropped.total(),
                accounts.assets.sum(),
                new AuditCounters.Queue(queue.bytes(), writing.queueBytes()),
                writer.standing().lastSyncSeconds(),
                anchoring.progress());
    }

    @Override
    public String publicKey() {
        return publicKey;
    }

    @Override
    public State state() {
        return thread.isAlive() ? writer.standing().state() : State.FAILED;
    }

    @Override
    public CompletionStage<Void> full() {
        return writer.standing().full();
    }

    Retention retention() {
        return retention;
    }

    @Override
    public void close() {
        retention.close();
        days.close();
        queue.close();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // the log is ended all the same
            }
        }
        anchoring.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
