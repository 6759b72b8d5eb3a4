package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.proxy.upstream.Deadlines.Deadline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The end of an answer that is kept back until its record's line is on the disk: of a body with a length its last byte, of every other the
 * word that it has ended. All before it leaves at once, so nobody reads later; only that it was all is known later.
 *
 * <p>Lives on one event loop, which never waits for the disk. A log that is late, or can't write, costs nobody the page: the end leaves all
 * the same, and is counted.
 */
final class HeldEnd {

    /** How long an end is kept back; more than the worst disk that was measured needs. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    /** Why an end left before its line was on the disk. */
    enum Early {
        /** The log was late. */
        LATE,
        /** The log could not write the line; the record is counted only. */
        COUNTED_ONLY;

        /** What metrics call it. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Stage stage;
    private final HttpServerResponse visitor;
    private final Promise<Void> left = Promise.promise();
    private Future<Void> passed = Future.succeededFuture();

    /** Bytes of a body with a length that have not come; -1 for one without, -2 before the first came. */
    private long missing = -2;

    private @Nullable Buffer lastByte;
    private @Nullable Deadline deadline;

    HeldEnd(Stage stage, HttpServerResponse visitor) {
        this.stage = stage;
        this.visitor = visitor;
    }

    /**
     * Passes bytes on, but for the last one of a body with a length; the head must be complete.
     *
     * @return succeeds when these and all before, but for the one, have reached the visitor's socket
     */
    Future<Void> write(Buffer chunk) {
        if (chunk.length() == 0) {
            return passed;
        }
        if (missing == -2) {
            String length = visitor.headers().get("content-length");
            missing = length == null ? -1 : Long.parseLong(length);
        }
        if (missing < 0) {
            return passed = visitor.write(chunk);
        }
        missing -= chunk.length();
        if (missing > 0) {
            return passed = visitor.write(chunk);
        }
        int before = chunk.length() - 1;
        lastByte = Buffer.buffer(chunk.getBytes(before, chunk.length()));
        return before == 0 ? passed : (passed = visitor.write(chunk.slice(0, before)));
    }

    /**
     * The record is about to be handed to the log: whoever is told of its line lets the end go.
     *
     * @return to be given to the log with the record
     */
    AuditLog.Listener listener() {
        Context loop = stage.vertx().getOrCreateContext();
        deadline = stage.upstream().deadlines().after(LONGEST, () -> letGo(Early.LATE));
        return forced -> loop.runOnContext(told -> letGo(forced ? null : Early.COUNTED_ONLY));
    }

    /** Completes when the end has left. */
    Future<Void> left() {
        return left.future();
    }

    private void letGo(@Nullable Early early) {
        if (left.future().isComplete() || deadline == null) {
            return;
        }
        deadline.cancel();
        deadline = null;
        if (early != null) {
            stage.surroundings().counters().count(early);
        }
        if (visitor.ended() || visitor.closed()) {
            left.fail("the visitor has left");
            return;
        }
        (lastByte == null ? visitor.end() : visitor.end(lastByte)).onComplete(left);
    }
}
