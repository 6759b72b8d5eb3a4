package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.ConnectionOptions;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fields that speak of one connection and are never passed on (RFC 9110 7.6.1); framing is always written anew. */
final class HopByHop {

    /** Each at the index of its length, which nearly always tells that a name is none of them. */
    private static final List<List<String>> FIXED = byLength(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    private HopByHop() {}

    /** Copies all fields of {@code from} but the hop-by-hop ones and those that its Connection field names. */
    static void copyEndToEnd(MultiMap from, MultiMap to) {
        copyEndToEnd(from, to, name -> true);
    }

    /** The same, of those that are wanted. */
    static void copyEndToEnd(MultiMap from, MultiMap to, Predicate<String> wanted) {
        Set<String> named = ConnectionOptions.of(from);
        for (Map.Entry<String, String> field : from) {
            String name = field.getKey();
            if (!isFixed(name) && (named.isEmpty() || !isNamed(name, named)) && wanted.test(name)) {
                to.add(name, field.getValue());
            }
        }
    }

    private static boolean isNamed(String name, Set<String> named) {
        return named.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isFixed(String name) {
        if (name.length() < FIXED.size()) {
            for (String fixed : FIXED.get(name.length())) {
                if (fixed.equalsIgnoreCase(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<List<String>> byLength(String... names) {
        int longest = Stream.of(names).mapToInt(String::length).max().orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length ->
                        Stream.of(names).filter(name -> name.length() == length).toList())
                .toList();
    }

    /** Whether a request opens a WebSocket, which only HTTP/1.1 can (RFC 6455 4.1). */
    static boolean isWebSocketHandshake(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && request.method() == HttpMethod.GET
                && isWebSocketHandshake(request.headers());
    }

    /**
     * Whether fields are those of the handshake of a WebSocket.
     *
     * <p>Those of a message with a body are not: where the body ends and the frames begin, two parsers might not agree.
     */
    static boolean isWebSocketHandshake(MultiMap headers) {
        List<String> upgrades = headers.getAll("upgrade");
        String length = headers.get("content-length");
        boolean bodiless = (length == null || length.equals("0")) && !headers.contains("transfer-encoding");
        return bodiless
                && upgrades.size() == 1
                && upgrades.get(0).equalsIgnoreCase("websocket")
                && ConnectionOptions.of(headers).contains("upgrade");
    }

    /** Whether the sender takes trailers. */
    static boolean takesTrailers(MultiMap headers) {
        return headers.getAll("te").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("trailers"));
    }
}
