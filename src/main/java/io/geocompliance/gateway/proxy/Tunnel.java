package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.Connections;
import io.geocompliance.gateway.proxy.upstream.Turn;
import io.geocompliance.gateway.proxy.upstream.UpstreamException;
import io.geocompliance.gateway.proxy.upstream.UpstreamFailure;
import io.geocompliance.gateway.response.HeaderEdit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket through the gateway (RFC 6455): no tunnel before the origin's 101 and a right Sec-WebSocket-Accept, then bytes both
 * ways with flow control. The origin's connection never returns to the pool.
 */
final class Tunnel {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Turn turn;
    private final HttpServerRequest visitor;
    private final Connections connections;
    private final List<HeaderEdit> edits;

    private @Nullable HttpClientRequest origin;
    private boolean abandoned;

    /** Whether the visitor's bytes can't be told from a request any more. */
    private boolean outOfStep;

    /** @param edits what rules change on every answer, and so on the 101 */
    Tunnel(Turn turn, HttpServerRequest visitor, Connections connections, List<HeaderEdit> edits) {
        this.turn = turn;
        this.visitor = visitor;
        this.connections = connections;
        this.edits = edits;
    }

    /**
     * Shakes hands with the origin, then joins both connections until either ends.
     *
     * @param target of the handshake
     * @param head writes the fields of the handshake
     * @param agreed runs when the tunnel is about to open
     * @param refused passes on an answer other than 101
     */
    Future<Void> open(
            String target,
            Consumer<MultiMap> head,
            Runnable agreed,
            Function<HttpClientResponse, Future<Void>> refused) {
        EarlyFrames early = EarlyFrames.behind(visitor);
        return turn.request(HttpMethod.GET, target)
                .onFailure(turn::notConnected)
                .compose(opened -> shakeHands(opened, head))
                .compose(response -> {
                    turn.answered(response.statusCode());
                    if (response.statusCode() == 101) {
                        return isAgreed(response) ? join(response, early, agreed) : failed(UpstreamFailure.BAD_ANSWER);
                    }
                    response.pause();
                    visitor.resume();
                    return refused.apply(response);
                })
                .onComplete(over -> {
                    early.handOn();
                    abandon();
                    turn.tunnelClosed();
                });
    }

    private Future<HttpClientResponse> shakeHands(HttpClientRequest opened, Consumer<MultiMap> head) {
        origin = opened;
        if (abandoned) {
            return failed(UpstreamFailure.CLOSED_EARLY); // nobody is there to hear of it
        }
        head.accept(opened.headers());
        opened.putHeader("connection", "Upgrade").putHeader("upgrade", "websocket");
        opened.exceptionHandler(failure -> {}); // the response future tells
        Duration patience = turn.timeouts().responseHead();
        return opened.connect()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(Tunnel::unanswered);
    }

    /** Ends the origin's side; its connection is of no use to anybody else. */
    void abandon() {
        abandoned = true;
        if (origin != null) {
            origin.connection().close();
        }
    }

    /** What a failure of {@link #open} means for the visitor. */
    Failure meaningOf(Throwable cause) {
        return outOfStep ? Failure.MALFORMED_REQUEST : Failure.of(cause);
    }

    private static Future<HttpClientResponse> unanswered(Throwable cause) {
        return cause instanceof TimeoutException
                ? failed(UpstreamFailure.NO_ANSWER_IN_TIME)
                : Future.failedFuture(cause);
    }

    private static <T> Future<T> failed(UpstreamFailure failure) {
        return Future.failedFuture(new UpstreamException(failure));
    }

    /** Whether the origin has agreed, with the proof that it has read the visitor's key. */
    private boolean isAgreed(HttpClientResponse response) {
        String key = visitor.getHeader("sec-websocket-key");
        return key != null && acceptOf(key).equals(response.getHeader("sec-websocket-accept"));
    }

    private Future<Void> join(HttpClientResponse response, EarlyFrames early, Runnable agreed) {
        if (early.wereReadAsRequest()) {
            outOfStep = true;
            return failed(UpstreamFailure.CLOSED_EARLY);
        }
        agreed.run();
        NetSocket inner = response.netSocket().pause();
        MultiMap headers = visitor.response().headers();
        HopByHop.copyEndToEnd(response.headers(), headers);
        edits.forEach(edit -> edit.applyTo(new VertxFields(headers)));
        headers.remove("content-length");
        headers.set("connection", "Upgrade").set("upgrade", "websocket");
        return visitor.toNetSocket().compose(outer -> {
            outer.pause();
            early.handOn();
            Future<Void> inward = outer.pipeTo(inner);
            TunnelMouth mouth = new TunnelMouth(outer);
            connections.becomesTunnel(visitor, mouth::sayGoodBye);
            Future<Void> outward = inner.pipeTo(mouth);
            outer.closeHandler(closed -> inner.close());
            inner.closeHandler(closed -> outer.close());
            return Future.join(inward, outward).mapEmpty();
        });
    }

    private static String acceptOf(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
