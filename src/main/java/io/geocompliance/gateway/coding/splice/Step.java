package io.geocompliance.gateway.coding.splice;

/** What a piece of work on the deflate stream has come to. */
enum Step {
    /** There is more to do. */
    AGAIN,
    /** More input is needed. */
    INPUT,
    /** The open block has ended. */
    BLOCK_ENDED,
    /** The place is known. */
    FOUND,
    /** Nothing has to change any more. */
    STOPPED,
    /** From the next bit on the output equals the input, in every byte's same bit. */
    RESUMED,
    /** The stream is broken. */
    FAULT
}
