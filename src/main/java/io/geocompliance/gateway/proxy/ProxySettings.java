package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.proxy.upstream.UpstreamSettings;
import java.time.Duration;
import java.util.List;

/**
 * The wire's settings.
 *
 * @param front where visitors connect, and what each may ask for
 * @param origins the sites behind; the first whose hosts match is used
 * @param timeouts how long each step may take
 * @param limits of the way to the origins
 */
public record ProxySettings(FrontSettings front, List<OriginSettings> origins, Timeouts timeouts, Limits limits) {

    public ProxySettings {
        origins = List.copyOf(origins);
    }

    /** What of it the way to the origins needs. */
    public UpstreamSettings upstream() {
        return new UpstreamSettings(
                timeouts.connect(),
                timeouts.responseHead(),
                timeouts.idle(),
                timeouts.keepAlive(),
                limits.headerBytes(),
                limits.connectionsPerServer(),
                limits.waiting());
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
     * Of the way to the origins.
     *
     * @param headerBytes of an answer; default 32 KiB; beyond it 502
     * @param connectionsPerServer to one origin server; default 256
     * @param waiting requests that may wait for such a connection; default 1,000, beyond it 503
     */
    public record Limits(int headerBytes, int connectionsPerServer, int waiting) {}
}
