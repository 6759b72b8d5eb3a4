package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.proxy.front.FrontSettings.Limits;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the engine is told of a listener; its own defaults are not safe ones. */
final class EngineOptions {

    private static final int CONNECTION_WINDOW_BYTES = 1 << 20;

    private EngineOptions() {}

    /** @param shown the listener's certificates; null where it speaks no TLS */
    static HttpServerOptions of(Listener listener, Limits limits, @Nullable KeyCertOptions shown) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                // WebSockets are tunnels here; else the engine looks into every head for what it could compress of them
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpNoDelay(true)
                .setReusePort(listener.reusePort())
                .setUseProxyProtocol(listener.proxyProtocol())
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(100).setMaxHeaderListSize(limits.headerBytes()));
        if (shown != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                    .setKeyCertOptions(shown);
        }
        return options;
    }
}
