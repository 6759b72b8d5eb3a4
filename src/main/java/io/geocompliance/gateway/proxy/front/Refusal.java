package io.geocompliance.gateway.proxy.front;

/** Why a request is not let in. */
public enum Refusal {
    /** It breaks the protocol (400). */
    MALFORMED,
    /** CONNECT or TRACE (405). */
    METHOD,
    /** The body deadline passed (408). */
    BODY_TOO_SLOW,
    /** The body is larger than the limit (413). */
    BODY_TOO_LARGE,
    /** The request line is longer than the limit (414). */
    TARGET_TOO_LONG,
    /** An expectation other than 100-continue (417). */
    EXPECTATION,
    /** The head is larger, or has more fields, than the limit (431). */
    HEAD_TOO_LARGE
}
