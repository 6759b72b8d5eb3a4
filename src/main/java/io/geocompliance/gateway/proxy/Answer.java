package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.proxy.front.Connections;
import io.geocompliance.gateway.proxy.upstream.Deadlines.Deadline;
import io.geocompliance.gateway.proxy.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The origin's answer on its way to the visitor: head edited, body passed through or with the notice put in, record written.
 *
 * <p>Back-pressure goes both ways through one place, {@link #pass}. A body that broke off is never ended cleanly.
 */
final class Answer {

    /** How long the head waits for the body's first chunk, which may tell the page's language. */
    private static final Duration HEAD_WAITS = Duration.ofMillis(50);

    private final Stage stage;
    private final HttpServerRequest request;
    private final HttpServerResponse visitor;
    private final HttpClientResponse origin;
    private final Treated treated;
    private final Evidence evidence;
    private final Framing framing;

    /** Null where the end waits for nothing. */
    private final @Nullable HeldEnd heldEnd;

    private final Promise<Void> done = Promise.promise();
    private final PassedBlocks blocks = new PassedBlocks();

    private @Nullable Injection injection;
    private @Nullable Deadline headTimer;
    private @Nullable StallWatch stall;
    private boolean headSent;
    private boolean settled;

    Answer(Stage stage, HttpServerRequest request, Evidence evidence, Treated treated) {
        this.stage = stage;
        this.request = request;
        this.evidence = evidence;
        this.visitor = request.response();
        this.origin = treated.origin();
        this.treated = treated;
        this.framing = new Framing(request, treated);
        this.heldEnd = evidence.holdsEnd() && !treated.isBodiless() ? new HeldEnd(stage, visitor) : null;
    }

    /** Sends it; succeeds when the last byte is handed over, fails when it broke off. */
    Future<Void> send() {
        origin.exceptionHandler(broken -> brokeOff(Failure.BROKE_OFF));
        stall = new StallWatch(
                stage.upstream().deadlines(),
                treated.conduct().origin().timeouts().idle(),
                this::waitsForOrigin,
                () -> brokeOff(Failure.BROKE_OFF));
        if (treated.injects()) {
            injection =
                    new Injection(treated, treated.conduct().ruling().notice().orElseThrow(), stage.splices());
            headTimer = stage.upstream().deadlines().after(HEAD_WAITS, this::commitHead);
        } else {
            sendHead();
        }
        origin.handler(this::come);
        origin.endHandler(end -> end());
        origin.resume();
        if (injection == null) { // usually the body's first bytes have come with the head and both leave together
            stage.vertx().runOnContext(next -> commitHead());
        }
        return done.future();
    }

    /** The visitor is gone: what was due and not delivered is recorded so. */
    void visitorLeft() {
        if (done.tryFail(Failure.VISITOR_LEFT.flag())) {
            forgetRest();
            settle(origin.statusCode(), Failure.VISITOR_LEFT.reason(), AuditLog.Listener.NONE);
        }
    }

    /** A paused stream keeps what is queued in it; read and forgotten ({@link #isOver}), it is released. */
    private void forgetRest() {
        origin.resume();
    }

    private boolean isOver() {
        return done.future().isComplete();
    }

    private void come(Buffer chunk) {
        if (isOver()) {
            Upstream.release(chunk);
        } else if (injection != null) {
            turn(injection, chunk);
        } else {
            writeThrough(chunk);
        }
    }

    /** A chunk's first turn, or with null its next; if it leaves more to do, the origin waits. */
    private void turn(Injection into, @Nullable Buffer chunk) {
        try {
            Buffer out = chunk == null ? into.more() : into.feed(chunk);
            if (chunk != null && out != chunk) {
                Upstream.release(chunk);
            }
            sendHead();
            if (out.length() > 0) {
                Runnable handedOver = into.handingOver();
                (out == chunk ? writeThrough(out) : write(out)).onSuccess(written -> handedOver.run());
            }
        } catch (Injection.BrokenCoding broken) {
            brokeOff(Failure.BROKE_OFF);
            return;
        } catch (RuntimeException bug) {
            failed(bug);
            return;
        }
        if (into.hasMore()) {
            origin.pause();
            if (!visitor.writeQueueFull()) {
                stage.vertx().runOnContext(next -> goOn());
            }
        }
    }

    /** The visitor takes more: what is left of the last chunk, then the origin's next. */
    private void goOn() {
        Injection into = injection;
        if (into != null && into.hasMore() && !isOver()) {
            progress();
            turn(into, null);
            if (into.hasMore() || visitor.writeQueueFull()) {
                return;
            }
        }
        origin.resume();
    }

    private Future<Void> writeThrough(Buffer chunk) {
        return blocks.pass(request.version(), chunk, this::write);
    }

    private Future<Void> write(Buffer chunk) {
        progress();
        Future<Void> written = heldEnd == null ? visitor.write(chunk) : heldEnd.write(chunk);
        if (!visitor.ended() && visitor.writeQueueFull()) {
            origin.pause();
            visitor.drainHandler(drained -> {
                progress();
                goOn();
            });
        }
        return written;
    }

    private void end() {
        if (isOver()) {
            return;
        }
        try {
            Buffer last = injection == null ? Buffer.buffer() : injection.finish();
            sendHead();
            framing.passTrailers();
            sendEnd(last);
        } catch (Injection.BrokenCoding broken) {
            brokeOff(Failure.BROKE_OFF);
        } catch (RuntimeException bug) {
            failed(bug);
        }
    }

    private void sendEnd(Buffer last) {
        Runnable handedOver = injection == null ? () -> {} : injection.handingOver();
        Future<Void> whole =
                heldEnd != null ? heldEnd.write(last) : last.length() > 0 ? visitor.end(last) : visitor.end();
        whole.onSuccess(sent -> handedOver.run()).onComplete(sent -> sent(), gone -> visitorLeft());
    }

    /** All has left; or all but an end that is held until the record is written. */
    private void sent() {
        if (heldEnd == null && done.tryComplete()) {
            settle(origin.statusCode(), Outcome.Reason.ERROR, AuditLog.Listener.NONE);
        } else if (heldEnd != null && !isOver()) {
            heldEnd.left().onComplete(sent -> done.tryComplete(), gone -> visitorLeft());
            settle(origin.statusCode(), Outcome.Reason.ERROR, heldEnd.listener());
        }
    }

    /** A bug of ours: operators are told, and what was due and not delivered is recorded so. */
    void failed(RuntimeException bug) {
        stage.report(bug);
        breakOff(Failure.INTERNAL, Failure.INTERNAL);
    }

    private void brokeOff(Failure failure) {
        breakOff(failure, Failure.CLOSED_EARLY);
    }

    /** Ends the answer uncleanly, or with a page of ours where nothing of it has left. */
    private void breakOff(Failure failure, Failure ifNothingLeft) {
        if (!done.tryFail(failure.flag())) {
            return;
        }
        stage.surroundings().counters().count(failure);
        forgetRest();
        int status = headSent ? origin.statusCode() : ifNothingLeft.status;
        if (headSent) {
            Connections.breakOff(request);
        } else {
            cancelHeadTimer();
            headSent = true;
            ErrorPage.send(request, ifNothingLeft, treated.conduct().dutyEdits(), stage.connections());
        }
        settle(status, failure.reason(), AuditLog.Listener.NONE);
    }

    /** Writes the record and lets go of native memory; once, by whoever completed {@link #done} or holds the end. */
    private void settle(int status, Outcome.Reason ifUndelivered, AuditLog.Listener listener) {
        if (settled) {
            return; // the visitor left while the end was held
        }
        settled = true;
        cancelHeadTimer();
        if (stall != null) {
            stall.stop();
        }
        evidence.write(status, outcome(ifUndelivered), shown(), listener);
        if (injection != null) {
            injection.close();
        }
    }

    private Outcome outcome(Outcome.Reason ifUndelivered) {
        if (injection == null) {
            return new Outcome.NotInjected(
                    Outcome.Reason.valueOf(treated.reason().name()));
        }
        return injection.outcome(ifUndelivered);
    }

    private Optional<Shown> shown() {
        return injection == null ? Optional.empty() : injection.shown();
    }

    private boolean waitsForOrigin() {
        return !visitor.ended() && !visitor.writeQueueFull();
    }

    private void progress() {
        if (stall != null) {
            stall.progress();
        }
    }

    /** Sends the head alone, where the body is late; HTTP/1.0 without a length has to wait for it. */
    private void commitHead() {
        try {
            sendHead();
            writeHead();
        } catch (RuntimeException bug) {
            failed(bug);
        }
    }

    private void writeHead() {
        if (framing.leavesFirst() && !visitor.headWritten() && !visitor.ended() && !visitor.closed()) {
            visitor.writeHead();
        }
    }

    private void sendHead() {
        if (headSent || isOver()) {
            return;
        }
        headSent = true;
        cancelHeadTimer();
        new AnswerHead(request, treated, framing).write(injection == null ? null : injection.pageLanguage());
    }

    private void cancelHeadTimer() {
        if (headTimer != null) {
            headTimer.cancel();
            headTimer = null;
        }
    }
}
