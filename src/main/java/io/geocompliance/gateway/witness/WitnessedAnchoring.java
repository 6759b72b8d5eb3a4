package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.Anchoring;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the witnesses of a policy, all at once, for each head that is offered. What is not cosigned this minute is covered by the next
 * minute's head, so nothing is repeated and nothing queues up.
 */
public final class WitnessedAnchoring implements Anchoring {

    /** For one asking, in which a witness writes to its disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Records wait in their queue meanwhile. */
    private static final Duration AT_START = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(WitnessedAnchoring.class);

    private final WitnessPolicy policy;
    private final List<WitnessClient> witnesses;
    private final ExecutorService asking;
    private final Thread thread;
    private final AtomicBoolean contradicted = new AtomicBoolean();

    /** Guarded by this. */
    private @Nullable Offer waiting;

    /** Guarded by this. */
    private boolean closed;

    private volatile Progress progress = new Progress(0, 0, 0);

    /** Whether the last head met the quorum; the thread's alone. */
    private boolean met = true;

    /** A head, and the tree below it. */
    private record Offer(SignedNote checkpoint, Tree tree) {}

    /** Begins to wait for heads; witnesses without an address are for verifiers alone. */
    public WitnessedAnchoring(WitnessPolicy policy) {
        this.policy = policy;
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        this.witnesses = policy.witnesses().stream()
                .filter(witness -> witness.url() != null)
                .map(witness -> new WitnessClient(witness, http, PATIENCE))
                .toList();
        this.asking = Executors.newFixedThreadPool(Math.max(1, witnesses.size()), WitnessedAnchoring::daemon);
        this.thread = daemon(this::run);
        thread.start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "audit-anchoring");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean contradicts(SignedNote checkpoint, Tree tree) {
        List<Callable<WitnessClient.Reply>> askings = new ArrayList<>();
        for (WitnessClient witness : witnesses) {
            askings.add(() -> witness.ask(checkpoint, tree));
        }
        try {
            for (Future<WitnessClient.Reply> reply :
                    asking.invokeAll(askings, AT_START.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!reply.isCancelled() && reply.get() instanceof WitnessClient.Reply.Contradicted other) {
                    contradict("asked at the start", new Offer(checkpoint, tree), other.knownSize());
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("A witness could not be asked: {}", e.toString());
        }
        return false;
    }

    @Override
    public synchronized void offer(SignedNote checkpoint, Tree tree) {
        waiting = new Offer(checkpoint, tree);
        notifyAll();
    }

    @Override
    public Progress progress() {
        return progress;
    }

    private void run() {
        try {
            for (Offer offer = next(); offer != null; offer = next()) {
                try {
                    anchor(offer);
                } catch (IOException | ExecutionException | RuntimeException e) {
                    LOG.error("A checkpoint could not be anchored: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Anchoring was interrupted.");
        }
    }

    private synchronized @Nullable Offer next() throws InterruptedException {
        while (waiting == null && !closed) {
            wait();
        }
        Offer offer = waiting;
        waiting = null;
        return offer;
    }

    private void anchor(Offer offer) throws InterruptedException, ExecutionException, IOException {
        List<Callable<WitnessClient.Reply>> askings = new ArrayList<>();
        for (WitnessClient witness : witnesses) {
            askings.add(() -> witness.ask(offer.checkpoint(), offer.tree()));
        }
        SignedNote note = offer.checkpoint();
        List<String> failures = new ArrayList<>();
        List<Future<WitnessClient.Reply>> replies = asking.invokeAll(askings);
        for (int i = 0; i < replies.size(); i++) {
            WitnessClient.Reply reply = replies.get(i).get();
            String name = witnesses.get(i).name();
            if (reply instanceof WitnessClient.Reply.Cosigned cosigned) {
                note = note.with(cosigned.line());
            } else if (reply instanceof WitnessClient.Reply.Contradicted other) {
                failures.add(name + ": knows another tree, of " + other.knownSize() + " records");
                contradict(name, offer, other.knownSize());
            } else if (reply instanceof WitnessClient.Reply.Failed failed) {
                failures.add(name + ": " + failed.sentence());
            }
        }
        if (note.signatures().size() > offer.checkpoint().signatures().size()) {
            offer.tree().keep(note);
        }
        count(note, failures);
    }

    private void contradict(String name, Offer offer, long knownSize) {
        LOG.error(
                "The witness {} knows another tree of {}, of {} records: this log is an older copy, or a fork.",
                name,
                Checkpoint.of(offer.checkpoint()).origin(),
                knownSize);
        if (!contradicted.getAndSet(true)) {
            offer.tree().contradicted(knownSize);
        }
    }

    private void count(SignedNote note, List<String> failures) {
        WitnessPolicy.Verdict verdict = policy.judge(note);
        boolean now = verdict.isMet();
        if (now) {
            long earliest = verdict.unixSeconds().values().stream()
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(0);
            progress = new Progress(Checkpoint.of(note).head().size(), earliest, 0);
        } else {
            progress = new Progress(progress.size(), progress.unixSeconds(), progress.unmet() + 1);
        }
        if (now != met) {
            if (now) {
                LOG.info("The quorum of witnesses cosigns again.");
            } else {
                LOG.warn("The quorum of witnesses does not cosign; pages and records go on. {}", failures);
            }
        }
        met = now;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(PATIENCE.toMillis());
            asking.shutdownNow();
            thread.interrupt();
            if (!asking.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("A witness is still being asked.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
