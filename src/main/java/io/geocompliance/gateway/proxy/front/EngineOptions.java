package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.proxy.front.FrontSettings.Limits;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.geocompliance.gateway.proxy.front.FrontSettings.Tls;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Set;

/** What the engine is told of a listener; its own defaults are not safe ones. */
final class EngineOptions {

    private static final int CONNECTION_WINDOW_BYTES = 1 << 20;

    private EngineOptions() {}

    static HttpServerOptions of(Listener listener, Limits limits) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                .setTcpNoDelay(true)
                .setReusePort(listener.reusePort())
                .setUseProxyProtocol(listener.proxyProtocol())
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(100).setMaxHeaderListSize(limits.headerBytes()));
        Tls tls = listener.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString())
                            .addKeyPath(tls.key().toString()));
        }
        return options;
    }
}
