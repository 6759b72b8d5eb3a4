package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.client.Cidr;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The front's settings.
 *
 * @param listeners where visitors connect; at least one
 * @param limits what visitors may ask for
 * @param patience how long they may take
 * @param drain how the gateway stops
 */
public record FrontSettings(List<Listener> listeners, Limits limits, Patience patience, Drain drain) {

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
     * @param trustedProxies whose PROXY protocol header counts; null is those whose word counts everywhere
     * @param reusePort whether another process may listen on the same address, to take over from this one
     * @param redirectsToHttps whether every request is answered with the same address, but https
     */
    public record Listener(
            String host,
            int port,
            @Nullable Tls tls,
            boolean proxyProtocol,
            @Nullable List<Cidr> trustedProxies,
            boolean reusePort,
            boolean redirectsToHttps) {

        /** Host and port as the settings say them, by which the same listener is known in another configuration. */
        public String address() {
            return host + ':' + port;
        }

        /** What takes effect at a start alone. */
        public Listener withoutTrust() {
            return new Listener(host, port, tls, proxyProtocol, null, reusePort, redirectsToHttps);
        }
    }

    /**
     * What a listener shows of itself.
     *
     * @param files at least one; the first is for those who ask for no name, or for one that none covers
     */
    public record Tls(List<CertificateFile> files) {

        public Tls {
            files = List.copyOf(files);
        }
    }

    /** A certificate chain and its key, PEM files. */
    public record CertificateFile(Path certificate, Path key) {}

    /**
     * What visitors may ask for.
     *
     * @param requestLineBytes default 8 KiB; beyond it 414
     * @param headerBytes default 32 KiB; beyond it 431
     * @param headerFields lines; default 200; beyond it 431
     * @param bodyBytes default 64 MiB, where a site says nothing else; beyond it 413
     * @param connections of all listeners together; default 20,000; beyond it they are closed as they come
     * @param connectionsPerAddress default 0, no limit; beyond it the same
     * @param requestsPerConnection default 1,000; the last answer says that the connection closes
     */
    public record Limits(
            int requestLineBytes,
            int headerBytes,
            int headerFields,
            long bodyBytes,
            int connections,
            int connectionsPerAddress,
            int requestsPerConnection) {}

    /**
     * How long visitors may take.
     *
     * @param head from the start of a connection to the end of its first head; default 10 s; beyond it 408 if a head has begun
     * @param nextRequest from one answer to the end of the next head; default 75 s; beyond it the same
     * @param body for a body, beside its {@code bodyBytesPerSecond}; default 20 s; beyond it 408
     * @param bodyBytesPerSecond every so many bytes give a body one second more; default 500
     * @param reader without taking a byte of what is offered; default 60 s; beyond it the answer is broken off
     */
    public record Patience(
            Duration head, Duration nextRequest, Duration body, int bodyBytesPerSecond, Duration reader) {}

    /**
     * How the gateway stops.
     *
     * @param delay from not ready to not listening, so that balancers notice; default 10 s
     * @param grace for requests in flight; default 30 s
     */
    public record Drain(Duration delay, Duration grace) {}
}
