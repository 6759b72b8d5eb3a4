package io.geocompliance.gateway.proxy.upstream;

import java.time.Duration;

/**
 * How origins are connected to.
 *
 * @param connect to reach a server; default 2 s
 * @param responseHead from the end of the request to the head of the answer; default 30 s
 * @param idle between two chunks; default 60 s
 * @param keepAlive how long an unused connection is kept; default 4 s, less than any usual origin's
 * @param headerBytes all fields of an answer together; default 32 KiB
 * @param connectionsPerServer to one server, over all event loops; default 256
 * @param waiting requests that may wait for such a connection; default 1,000
 */
public record UpstreamSettings(
        Duration connect,
        Duration responseHead,
        Duration idle,
        Duration keepAlive,
        int headerBytes,
        int connectionsPerServer,
        int waiting) {}
