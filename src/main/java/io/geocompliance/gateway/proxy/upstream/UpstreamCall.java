package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request to an origin: one safe retry, a deadline for the head of the answer, and a way to cancel. Lives on one event loop.
 *
 * <p>Retried once, on a fresh connection, and only where it can't do harm: idempotent, without a body, nothing received, and the
 * connection broke (RFC 9110 9.2.2).
 */
public final class UpstreamCall {

    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final Vertx vertx;
    private final Upstream upstream;
    private final Plan plan;
    private final Promise<HttpClientResponse> answer = Promise.promise();

    private @Nullable HttpClientRequest request;
    private @Nullable Long deadline;
    private boolean cancelled;
    private boolean retried;

    /**
     * What to send.
     *
     * @param options method, target and server
     * @param head writes the fields
     * @param body null if there is none
     * @param responseHead from the end of the request to the head of the answer
     */
    public record Plan(
            RequestOptions options,
            Consumer<MultiMap> head,
            @Nullable Body body,
            Duration responseHead,
            Interim interim) {}

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

    public UpstreamCall(Vertx vertx, Upstream upstream, Plan plan) {
        this.vertx = vertx;
        this.upstream = upstream;
        this.plan = plan;
    }

    /** Sends; the answer's stream is paused. Fails with {@link UpstreamException} alone. */
    public Future<HttpClientResponse> send() {
        upstream.request(plan.options()).onComplete(this::begin, this::failed);
        return answer.future();
    }

    /** Whether the whole request has been sent. */
    public boolean isSent() {
        return plan.body() == null || plan.body().isEnded();
    }

    /** Ends the exchange with the origin; its connection is not used again unless both messages had ended. */
    public void cancel() {
        cancelled = true;
        cancelDeadline();
        if (request != null) {
            request.reset();
        }
    }

    /** Ends the exchange after an early answer: the origin still waits for a body that will not come. */
    public void abandon() {
        cancel();
        if (request != null) {
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
        opened.response().onComplete(this::answered, this::failed);
        Body body = plan.body();
        if (body == null) {
            opened.end();
            armDeadline();
        } else {
            body.onEnd(this::armDeadline);
            body.sendTo(opened, plan.interim()::onContinue);
        }
    }

    private void answered(HttpClientResponse response) {
        cancelDeadline();
        response.pause();
        if (cancelled) {
            return;
        }
        boolean final1xx = response.statusCode() < 200;
        if (final1xx || !answer.tryComplete(response)) {
            failed(new UpstreamException(UpstreamFailure.BAD_ANSWER));
            abandon();
        }
    }

    private void failed(Throwable cause) {
        cancelDeadline();
        if (cancelled && !(cause instanceof UpstreamException)) {
            return;
        }
        boolean harmless =
                plan.body() == null && IDEMPOTENT.contains(plan.options().getMethod());
        if (harmless && !retried && UpstreamException.mayBeTriedAgain(cause)) {
            retried = true;
            upstream.requestOnFreshConnection(plan.options()).onComplete(this::begin, this::failed);
            return;
        }
        answer.tryFail(new UpstreamException(UpstreamException.meaningOf(cause)));
    }

    private void armDeadline() {
        cancelDeadline();
        if (!answer.future().isComplete() && !cancelled) {
            deadline = vertx.setTimer(plan.responseHead().toMillis(), timer -> {
                deadline = null;
                answer.tryFail(new UpstreamException(UpstreamFailure.NO_ANSWER_IN_TIME));
                abandon();
            });
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            vertx.cancelTimer(deadline);
            deadline = null;
        }
    }
}
