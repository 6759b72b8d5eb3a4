package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.BodyWatch;
import io.geocompliance.gateway.proxy.upstream.UpstreamCall;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A visitor's request body on its way to the origin: streamed with back-pressure, counted, never kept. */
final class RequestBody implements UpstreamCall.Body {

    private final HttpServerRequest from;
    private final BodyWatch watch;

    /** What came over HTTP/2 before it was known whether there is a body. */
    private final Deque<Buffer> early = new ArrayDeque<>();

    private @Nullable HttpClientRequest to;
    private Runnable onEnd = () -> {};
    private boolean ended;
    private boolean collecting;

    private RequestBody(HttpServerRequest from, BodyWatch watch) {
        this.from = from;
        this.watch = watch;
    }

    /**
     * The body of a request that has just come and is paused; null if it has none.
     *
     * <p>HTTP/1 says so in its head. HTTP/2 without Content-Length does not, and the engine's {@code isEnded()} is never true in
     * the handler: what ends with its head has ended by the next tick.
     */
    static Future<@Nullable RequestBody> of(HttpServerRequest from, BodyWatch watch) {
        RequestBody body = new RequestBody(from, watch);
        String length = from.getHeader("content-length");
        boolean declared = length != null && !length.equals("0");
        if (length != null || from.version() != HttpVersion.HTTP_2) {
            boolean present = declared || from.headers().contains("transfer-encoding");
            if (present) {
                body.listen();
            } else {
                from.resume();
            }
            return Future.succeededFuture(present ? body : null);
        }
        Promise<@Nullable RequestBody> decided = Promise.promise();
        body.collecting = true;
        body.listen();
        body.read();
        Context context = io.vertx.core.Vertx.currentContext();
        context.runOnContext(tick -> {
            body.collecting = false;
            if (body.ended && body.early.isEmpty()) {
                decided.complete(null);
            } else {
                body.rest();
                decided.complete(body);
            }
        });
        return decided.future();
    }

    /** Whether a declared length is within the limit; the watch has said so if not. */
    boolean isAllowed() {
        String length = from.getHeader("content-length");
        return length == null || watch.allows(length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length));
    }

    @Override
    public boolean isEnded() {
        return ended && early.isEmpty();
    }

    @Override
    public void onEnd(Runnable action) {
        onEnd = action;
    }

    @Override
    public void sendTo(HttpClientRequest origin, Runnable relayContinue) {
        to = origin;
        if (!origin.headers().contains("content-length")) {
            origin.setChunked(true);
        }
        if (origin.headers().contains("expect")) {
            origin.continueHandler(granted -> {
                relayContinue.run();
                stream(origin);
            });
            origin.sendHead();
        } else {
            stream(origin);
        }
    }

    /** The origin wants no more: what still comes is read and forgotten. */
    void stop() {
        to = null;
        early.clear();
        read();
        watch.end();
    }

    private void listen() {
        from.handler(chunk -> {
            if (collecting) {
                early.add(chunk);
            } else {
                forward(chunk);
            }
        });
        from.endHandler(end -> {
            ended = true;
            watch.end();
            HttpClientRequest origin = to;
            if (origin != null) {
                finish(origin);
            }
        });
    }

    private void stream(HttpClientRequest origin) {
        boolean endedEarly = ended;
        while (!early.isEmpty()) {
            forward(early.remove());
        }
        if (endedEarly) {
            finish(origin);
            return;
        }
        read();
    }

    private void read() {
        if (goesOn()) {
            watch.reads();
            from.resume();
        }
    }

    /** Of a request that has ended, or been reset, the engine throws. */
    private boolean goesOn() {
        return !ended && !from.isEnded();
    }

    private void rest() {
        if (goesOn()) {
            watch.rests();
            from.pause();
        }
    }

    private void finish(HttpClientRequest origin) {
        origin.end();
        onEnd.run();
    }

    private void forward(Buffer chunk) {
        HttpClientRequest origin = to;
        if (origin == null) {
            return;
        }
        if (!watch.takes(chunk.length())) {
            stop();
            return;
        }
        origin.write(chunk);
        if (origin.writeQueueFull()) {
            rest();
            origin.drainHandler(drained -> read());
        }
    }
}
