package io.geocompliance.gateway.proxy.upstream;

import io.geocompliance.gateway.proxy.upstream.Deadlines.Deadline;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request to an origin: one safe retry, deadlines, and a way to cancel. Lives on one event loop.
 *
 * <p>Tried again once, on a fresh connection, and only where it can't do harm: either nothing was sent, because the server could not be
 * connected to and there is another; or the request is idempotent and without a body, nothing was received, and the connection broke
 * (RFC 9110 9.2.2).
 */
public final class UpstreamCall {

    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final OriginSettings.Timeouts timeouts;
    private final Plan plan;
    private final Promise<HttpClientResponse> answer = Promise.promise();

    /** The present one; the second if there is a retry. */
    private Turn turn;

    private @Nullable HttpClientRequest request;

    /** Of this try, from the end of the request; of the whole call, from its begin. */
    private @Nullable Deadline tryTimer;

    private @Nullable Deadline callTimer;
    private boolean cancelled;
    private boolean retried;

    /**
     * What to send.
     *
     * @param target in origin-form
     * @param head writes the fields
     * @param body null if there is none
     */
    public record Plan(
            HttpMethod method,
            String target,
            Consumer<MultiMap> head,
            @Nullable Body body,
            Interim interim) {

        boolean isHarmlessTwice() {
            return body == null && IDEMPOTENT.contains(method);
        }
    }

    /** A request's body on its way. */
    public interface Body {
        /** Streams to the origin; with {@code Expect: 100-continue} only after the origin's 100, which is relayed. */
        void sendTo(HttpClientRequest origin, Runnable relayContinue);

        /** Runs once the last byte has been handed to the origin's connection. */
        void onEnd(Runnable action);

        /** Whether the last byte has been handed over. */
        boolean isEnded();
    }

    /** What to do with interim answers (1xx). */
    public interface Interim {
        /** The origin wants the body (100). */
        void onContinue();

        /** Links to load early (103). */
        void onEarlyHints(MultiMap headers);
    }

    public UpstreamCall(Turn turn, Plan plan) {
        this.turn = turn;
        this.timeouts = turn.timeouts();
        this.plan = plan;
    }

    /** Sends; the answer's stream is paused. Fails with {@link UpstreamException} alone. */
    public Future<HttpClientResponse> send() {
        callTimer = arm(timeouts.total());
        turn.request(plan.method(), plan.target()).onComplete(this::begin, this::notConnected);
        return answer.future();
    }

    /** Whether the whole request has been sent. */
    private boolean isSent() {
        return plan.body() == null || plan.body().isEnded();
    }

    /** Ends the exchange with the origin; its connection is not used again unless both messages had ended. */
    public void cancel() {
        cancelled = true;
        disarm();
        boolean complete = turn.isOver() && isSent();
        turn.over();
        if (request != null && !complete) {
            request.reset();
            request.connection().close();
        }
    }

    private void begin(HttpClientRequest opened) {
        request = opened;
        if (cancelled) {
            opened.reset();
            return;
        }
        plan.head().accept(opened.headers());
        opened.exceptionHandler(failure -> {}); // the response future tells
        opened.earlyHintsHandler(plan.interim()::onEarlyHints);
        opened.response().onComplete(this::answered, this::broken);
        Body body = plan.body();
        if (body == null) {
            opened.end();
            armTry();
        } else {
            disarm(); // an upload may take its time
            body.onEnd(this::armTry);
            body.sendTo(opened, plan.interim()::onContinue);
        }
    }

    private void answered(HttpClientResponse response) {
        disarm();
        response.pause();
        if (cancelled) {
            return;
        }
        Turn mine = turn;
        response.end().onComplete(ended -> mine.over());
        boolean final1xx = response.statusCode() < 200;
        if (final1xx) {
            give(UpstreamFailure.BAD_ANSWER);
            return;
        }
        turn.answered(response.statusCode());
        answer.tryComplete(response);
    }

    /** Nothing has been sent, so a body is still whole and another server may have it. */
    private void notConnected(Throwable cause) {
        if (cancelled) {
            return;
        }
        boolean unreachable = turn.notConnected(cause);
        boolean helps = unreachable
                ? turn.hasAlternative() || plan.isHarmlessTwice()
                : UpstreamException.isBrokenConnection(cause);
        if (helps && !retried) {
            tryAgain(unreachable);
        } else {
            give(UpstreamException.meaningOf(cause));
        }
    }

    /** A connection that was kept may have been closed at any time: the first break says nothing about the server. */
    private void broken(Throwable cause) {
        if (cancelled) {
            return;
        }
        boolean reset = UpstreamException.isBrokenConnection(cause);
        if (reset && !retried && plan.isHarmlessTwice()) {
            tryAgain(false);
            return;
        }
        if (reset) {
            turn.failed();
        }
        give(UpstreamException.meaningOf(cause));
    }

    private void tryAgain(boolean unreachable) {
        retried = true;
        disarmTry();
        request = null;
        turn = turn.second(unreachable);
        turn.freshRequest(plan.method(), plan.target()).onComplete(this::begin, this::notConnected);
    }

    private void give(UpstreamFailure failure) {
        answer.tryFail(new UpstreamException(failure));
        cancel();
    }

    private void armTry() {
        if (!answer.future().isComplete() && !cancelled) {
            tryTimer = arm(timeouts.responseHead());
        }
    }

    private Deadline arm(Duration patience) {
        return turn.deadlines().after(patience, () -> {
            if (request != null) {
                turn.failed(); // it has the request; else only the pool was full
            }
            give(UpstreamFailure.NO_ANSWER_IN_TIME);
        });
    }

    private void disarm() {
        disarmTry();
        if (callTimer != null) {
            callTimer.cancel();
            callTimer = null;
        }
    }

    private void disarmTry() {
        if (tryTimer != null) {
            tryTimer.cancel();
            tryTimer = null;
        }
    }
}
