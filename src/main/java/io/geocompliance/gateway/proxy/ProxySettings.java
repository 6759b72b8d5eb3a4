package io.geocompliance.gateway.proxy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wire's settings.
 *
 * @param listeners where visitors connect; at least one
 * @param origins the sites behind; the first whose hosts match is used
 * @param timeouts how long each step may take
 * @param limits what one visitor may ask for
 * @param drain how the gateway stops
 */
public record ProxySettings(
        List<Listener> listeners, List<Origin> origins, Timeouts timeouts, Limits limits, Drain drain) {

    public ProxySettings {
        listeners = List.copyOf(listeners);
        origins = List.copyOf(origins);
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
     * One site.
     *
     * @param hosts host names it answers for, lower case; {@code *} is any
     * @param urls its servers, {@code http://host:port} or {@code https://host:port}; {@code demo:} is the built-in news page
     * @param host what to send as Host; null keeps the visitor's
     * @param scriptFetch whether HTML fetched by scripts gets the notice too; default false
     */
    public record Origin(
            List<String> hosts, List<URI> urls, @Nullable String host, boolean scriptFetch) {
        public Origin {
            hosts = List.copyOf(hosts);
            urls = List.copyOf(urls);
        }
    }

    /**
     * How long each step may take; beyond it the visitor gets 504, or the connection is reset once the head has left.
     *
     * @param connect to reach an origin; default 2 s
     * @param responseHead from the end of the request to the head of the answer; default 30 s
     * @param idle between two chunks, either side; default 60 s
     * @param keepAlive how long an unused connection to an origin is kept; default 4 s, less than any usual origin's
     */
    public record Timeouts(Duration connect, Duration responseHead, Duration idle, Duration keepAlive) {}

    /**
     * What one visitor may ask for.
     *
     * @param requestLineBytes default 8 KiB; beyond it 414
     * @param headerBytes default 32 KiB, either side; beyond it 431, or 502 for an origin's
     * @param bodyBytes default 64 MiB; beyond it 413
     * @param connectionsPerServer to one origin server; default 256
     * @param waiting requests that may wait for such a connection; default 1,000, beyond it 503
     */
    public record Limits(
            int requestLineBytes, int headerBytes, long bodyBytes, int connectionsPerServer, int waiting) {}

    /**
     * How the gateway stops.
     *
     * @param delay from not ready to not listening, so that balancers notice; default 10 s
     * @param grace for requests in flight; default 30 s
     */
    public record Drain(Duration delay, Duration grace) {}
}
