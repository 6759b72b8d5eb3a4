package io.geocompliance.gateway.client;

/** Whose connection a PROXY protocol header says it is. */
public sealed interface ProxyClaim {

    /** A visitor's, from this source address (v1 TCP4 and TCP6, v2 PROXY over AF_INET and AF_INET6). */
    record Source(IpAddress address) implements ProxyClaim {}

    /** The proxy's own, a health check for one (v2 LOCAL), or one it can say nothing of (v1 UNKNOWN, v2 AF_UNSPEC). */
    record Own() implements ProxyClaim {}

    /** A process on the proxy's machine (v2 AF_UNIX). */
    record LocalSocket() implements ProxyClaim {}
}
