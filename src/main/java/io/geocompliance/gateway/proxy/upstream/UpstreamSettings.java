package io.geocompliance.gateway.proxy.upstream;

/**
 * Limits of the way to the origins.
 *
 * @param headerBytes all fields of an answer together; default 32 KiB, beyond it 502
 * @param connectionsPerServer to one server, over all event loops; default 256
 * @param waiting requests that may wait for such a connection; default 1,000, beyond it 503
 */
public record UpstreamSettings(int headerBytes, int connectionsPerServer, int waiting) {}
