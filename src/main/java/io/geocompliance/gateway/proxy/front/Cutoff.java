package io.geocompliance.gateway.proxy.front;

import java.util.Locale;

/** Why a visitor's connection, or one stream of it, was cut off. */
public enum Cutoff {
    /** All connections together are as many as the gateway takes. */
    CONNECTIONS,
    /** One address has as many connections as it may have. */
    CONNECTIONS_PER_ADDRESS,
    /** A PROXY protocol header came from a peer whose word does not count. */
    UNTRUSTED_PROXY,
    /** No TLS, no PROXY protocol header, or a broken one. */
    NOT_UNDERSTOOD,
    /** The first request's head did not come in time. */
    HEAD_TOO_SLOW,
    /** No further request came in time. */
    IDLE,
    /** The connection has carried as many requests as it may. */
    REQUESTS,
    /** The visitor did not read the answer. */
    READER_TOO_SLOW,
    /** The gateway stops and the time for requests in flight is over. */
    DRAINED;

    /** What metrics call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
