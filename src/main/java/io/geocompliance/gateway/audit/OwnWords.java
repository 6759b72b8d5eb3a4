package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Has the writer say lines of the log's own, and waits until they are signed; not for an event loop. */
record OwnWords(LineQueue queue) {

    /** Never waits; the future ends on the writer's thread. */
    CompletableFuture<Void> say(List<byte[]> lines) {
        CompletableFuture<Void> signed = new CompletableFuture<>();
        queue.add(new LineQueue.Waiting.Words(lines, signed));
        return signed;
    }

    /** Returns when all lines are on the disk and a head over them is signed; fails if the log can't be written. */
    void sayAndSign(List<byte[]> lines) throws IOException {
        try {
            say(lines).get();
        } catch (ExecutionException e) {
            throw new IOException("the log could not say so", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", e);
        }
    }
}
