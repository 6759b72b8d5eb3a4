package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

/** Fields of one connection stay on it (RFC 9110 7.6.1). */
class HopByHopTest {

    @Test
    void drops_fixed_and_nominated_fields_and_keeps_the_order_and_lines_of_the_rest() {
        MultiMap from = fields(
                "Connection", "keep-alive, X-Private",
                "Keep-Alive", "timeout=5",
                "Proxy-Connection", "keep-alive",
                "Proxy-Authenticate", "Basic",
                "Proxy-Authorization", "Basic x",
                "TE", "trailers",
                "Trailer", "X-Sum",
                "Transfer-Encoding", "chunked",
                "Upgrade", "h2c",
                "HTTP2-Settings", "AAMAAABk",
                "x-private", "1",
                "Set-Cookie", "a=1",
                "Set-Cookie", "b=2",
                "Content-Type", "text/html");
        MultiMap to = MultiMap.caseInsensitiveMultiMap();
        HopByHop.copyEndToEnd(from, to);
        assertThat(to.names()).containsExactlyInAnyOrder("Set-Cookie", "Content-Type");
        assertThat(to.getAll("set-cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void a_websocket_handshake_says_so_twice() {
        assertThat(HopByHop.isWebSocketHandshake(fields("Connection", "keep-alive, Upgrade", "Upgrade", "WebSocket")))
                .isTrue();
        assertThat(HopByHop.isWebSocketHandshake(fields("Connection", "Upgrade", "Upgrade", "h2c")))
                .isFalse();
        assertThat(HopByHop.isWebSocketHandshake(fields("Upgrade", "websocket")))
                .isFalse();
        assertThat(HopByHop.isWebSocketHandshake(
                        fields("Connection", "Upgrade", "Upgrade", "websocket", "Upgrade", "h2c")))
                .isFalse();
    }

    private static MultiMap fields(String... namesAndValues) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
