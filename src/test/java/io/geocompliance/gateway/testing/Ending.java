package io.geocompliance.gateway.testing;

/** How a message body ended; the difference between a whole page and a torn one. */
public enum Ending {
    /** The message has no body by its head. */
    NO_BODY(true),
    /** All bytes of Content-Length came. */
    LENGTH_REACHED(true),
    /** The last chunk came, and the trailer section after it. */
    LAST_CHUNK(true),
    /** Neither length nor chunks: the close is the end, and nobody can tell it from a torn body. */
    CLOSED(true),
    /** The peer closed before the announced end. */
    CUT_SHORT(false),
    /** The peer reset the connection. */
    RESET(false),
    /** The chunks are not chunks. */
    BAD_CHUNK(false);

    private final boolean clean;

    Ending(boolean clean) {
        this.clean = clean;
    }

    /** Whether a client takes the body for whole. */
    public boolean clean() {
        return clean;
    }
}
