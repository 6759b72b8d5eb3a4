package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.Anchoring;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks one witness for cosignatures. Owned by one thread at a time. */
final class WitnessClient {

    private static final int MOST_BYTES = 64 * 1024;

    private final WitnessPolicy.Witness witness;
    private final HttpClient http;
    private final URI addCheckpoint;
    private final Duration patience;

    /** Of whose tree {@link #knownSize} speaks. */
    private String origin = "";

    /** What the witness is believed to have; it says so itself where that is wrong. */
    private long knownSize;

    WitnessClient(WitnessPolicy.Witness witness, HttpClient http, Duration patience) {
        this.witness = witness;
        this.http = http;
        this.patience = patience;
        String prefix = Objects.requireNonNull(witness.url());
        this.addCheckpoint = URI.create(prefix.endsWith("/") ? prefix + "add-checkpoint" : prefix + "/add-checkpoint");
    }

    /** What became of one asking. */
    sealed interface Reply {

        /** The line to add below the checkpoint. */
        record Cosigned(SignedNote.NoteSignature line) implements Reply {}

        /** The witness knows a tree of this origin that this one has not grown from. */
        record Contradicted(long knownSize) implements Reply {}

        /** No cosignature this time. */
        record Failed(String sentence) implements Reply {}
    }

    String name() {
        return witness.name();
    }

    /** Asks, and once more from the size that the witness names. */
    Reply ask(SignedNote checkpoint, Anchoring.Tree tree) throws InterruptedException {
        Checkpoint head = Checkpoint.of(checkpoint);
        if (!head.origin().equals(origin)) {
            origin = head.origin();
            knownSize = 0;
        }
        long size = head.head().size();
        for (int asked = 0; asked < 2; asked++) {
            if (knownSize > size) {
                return new Reply.Contradicted(knownSize);
            }
            HttpResponse<String> response;
            try {
                response = post(new AddCheckpoint(knownSize, proof(tree, size), checkpoint));
            } catch (IOException | IllegalStateException e) {
                return new Reply.Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
            if (response.statusCode() != 409) {
                return reply(response, checkpoint, size);
            }
            long named = sizeIn(response.body());
            if (named < 0) {
                return new Reply.Failed("the witness answered 409 without a size");
            }
            if (named == knownSize) {
                return new Reply.Contradicted(named); // the same size with another root
            }
            knownSize = named;
        }
        return knownSize > size
                ? new Reply.Contradicted(knownSize)
                : new Reply.Failed("the witness named two sizes, one after the other");
    }

    private List<TreeHash> proof(Anchoring.Tree tree, long size) throws IOException {
        return knownSize == 0 || knownSize == size ? List.of() : tree.consistency(knownSize, size);
    }

    private Reply reply(HttpResponse<String> response, SignedNote checkpoint, long size) {
        if (response.statusCode() == 422) {
            return new Reply.Contradicted(knownSize);
        }
        if (response.statusCode() != 200) {
            return new Reply.Failed("the witness answered " + response.statusCode());
        }
        try {
            SignedNote answered = SignedNote.parse(checkpoint.text() + "\n" + response.body());
            for (SignedNote.NoteSignature line : answered.signatures()) {
                SignedNote alone = new SignedNote(checkpoint.text(), List.of(line));
                if (witness.key().cosigned(alone).isPresent()) {
                    knownSize = size;
                    return new Reply.Cosigned(line);
                }
            }
        } catch (IllegalArgumentException e) {
            return new Reply.Failed("the witness's answer is no signature: " + e.getMessage());
        }
        return new Reply.Failed("the witness's answer holds no cosignature of its key");
    }

    private static long sizeIn(String body) {
        String size = body.strip();
        return size.matches("0|[1-9][0-9]{0,17}") ? Long.parseLong(size) : -1;
    }

    /** Until the last byte, not the first, so that a trickle does not hold the thread. */
    private HttpResponse<String> post(AddCheckpoint asked) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(addCheckpoint)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
                .build();
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
