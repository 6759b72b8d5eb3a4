package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.upstream.UpstreamException;
import io.geocompliance.gateway.proxy.upstream.UpstreamFailure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Function;

/**
 * A WebSocket through the gateway (RFC 6455): no tunnel before the origin's 101 and a right Sec-WebSocket-Accept, then bytes both
 * ways with flow control. The origin's connection never returns to the pool.
 */
final class Tunnel {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Tunnel() {}

    /**
     * Shakes hands with the origin, then joins both connections until either ends.
     *
     * @param origin a request whose head is written
     * @param agreed runs when the tunnel is about to open
     * @param refused passes on an answer other than 101
     */
    static Future<Void> open(
            HttpServerRequest visitor,
            HttpClientRequest origin,
            Runnable agreed,
            Function<HttpClientResponse, Future<Void>> refused) {
        origin.putHeader("connection", "Upgrade").putHeader("upgrade", "websocket");
        origin.exceptionHandler(failure -> {}); // the response future tells
        return origin.connect().compose(response -> {
            if (isAgreed(visitor, response)) {
                agreed.run();
                return join(visitor, response);
            }
            if (response.statusCode() == 101) {
                origin.connection().close();
                return Future.failedFuture(new UpstreamException(UpstreamFailure.BAD_ANSWER));
            }
            response.pause();
            visitor.resume();
            return refused.apply(response)
                    .onComplete(sent -> origin.connection().close());
        });
    }

    /** Whether the origin has agreed, with the proof that it has read the visitor's key. */
    private static boolean isAgreed(HttpServerRequest visitor, HttpClientResponse response) {
        String key = visitor.getHeader("sec-websocket-key");
        return response.statusCode() == 101
                && key != null
                && acceptOf(key).equals(response.getHeader("sec-websocket-accept"));
    }

    private static Future<Void> join(HttpServerRequest visitor, HttpClientResponse response) {
        NetSocket origin = response.netSocket().pause();
        MultiMap headers = visitor.response().headers();
        HopByHop.copyEndToEnd(response.headers(), headers);
        headers.remove("content-length");
        headers.set("connection", "Upgrade").set("upgrade", "websocket");
        return visitor.toNetSocket().compose(socket -> {
            socket.pause();
            Future<Void> inward = socket.pipeTo(origin);
            Future<Void> outward = origin.pipeTo(socket);
            socket.closeHandler(closed -> origin.close());
            origin.closeHandler(closed -> socket.close());
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
