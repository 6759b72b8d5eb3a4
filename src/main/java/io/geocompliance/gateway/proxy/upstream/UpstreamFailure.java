package io.geocompliance.gateway.proxy.upstream;

/** Why an origin gave no answer that can be passed on. */
public enum UpstreamFailure {
    /** Connect refused, reset, or TLS failure. */
    UNREACHABLE,
    /** The origin closed before the head of its answer. */
    CLOSED_EARLY,
    /** The origin's answer breaks the protocol. */
    BAD_ANSWER,
    /** Too many requests wait for a connection. */
    OVERLOADED,
    /** No connection, or no head, in time. */
    NO_ANSWER_IN_TIME
}
