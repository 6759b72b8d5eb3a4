package io.geocompliance.gateway.client;

/** Who asks: an address, a request from our own proxies, or the reason why neither can be said. */
public sealed interface ClientAddress {

    /** A canonical address: embedded IPv4 taken out, port and brackets off. */
    record Known(IpAddress address) implements ClientAddress {}

    /** Every element of the chain is a trusted proxy: the request comes from inside. */
    record Internal() implements ClientAddress {}

    /** The address could not be established. */
    record Unresolved(Reason reason) implements ClientAddress {}

    /** Why an address could not be established; closed, so that it may be counted and recorded. */
    enum Reason {
        /** A trusted peer sent no such header, or an element that names nobody. */
        MISSING,
        /** An element is not an address literal. */
        MALFORMED,
        /** An element says {@code unknown}. */
        UNKNOWN,
        /** An element is an obfuscated identifier (RFC 7239 6.3). */
        OBFUSCATED,
        /** An element is empty. */
        EMPTY,
        /** More than 4 KiB or 32 elements. */
        TOO_LONG,
        /** A single-value header came more than once. */
        REPEATED,
        /** An address of 240/4, which some networks make up for IPv6 visitors. */
        PSEUDO_IPV4,
        /** The peer is a local socket. */
        LOCAL_SOCKET
    }
}
