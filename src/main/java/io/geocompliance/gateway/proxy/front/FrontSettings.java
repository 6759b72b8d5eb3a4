package io.geocompliance.gateway.proxy.front;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The front's settings.
 *
 * @param listeners where visitors connect; at least one
 * @param limits what one visitor may ask for
 * @param drain how the gateway stops
 */
public record FrontSettings(List<Listener> listeners, Limits limits, Drain drain) {

    public FrontSettings {
        listeners = List.copyOf(listeners);
    }

    /**
     * One listening socket.
     *
     * @param host literal address to bind; default 0.0.0.0
     * @param port 0 lets the system choose
     * @param tls null is plain HTTP/1.1
     * @param proxyProtocol whether every connection must begin with a PROXY protocol header
     */
    public record Listener(String host, int port, @Nullable Tls tls, boolean proxyProtocol) {}

    /** A certificate chain and its key, PEM files. */
    public record Tls(Path certificate, Path key) {}

    /**
     * What one visitor may ask for.
     *
     * @param requestLineBytes default 8 KiB; beyond it 414
     * @param headerBytes default 32 KiB; beyond it 431
     * @param bodyBytes default 64 MiB; beyond it 413
     */
    public record Limits(int requestLineBytes, int headerBytes, long bodyBytes) {}

    /**
     * How the gateway stops.
     *
     * @param delay from not ready to not listening, so that balancers notice; default 10 s
     * @param grace for requests in flight; default 30 s
     */
    public record Drain(Duration delay, Duration grace) {}
}
