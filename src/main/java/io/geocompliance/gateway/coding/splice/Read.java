package io.geocompliance.gateway.coding.splice;

/** What reading a header or symbols has come to. */
enum Read {
    /** It is read. */
    DONE,
    /** More input is needed; what is incomplete has not been touched. */
    INPUT,
    /** The block has ended. */
    END_OF_BLOCK,
    /** A match was read that reaches back across the place. */
    CROSSING,
    /** No deflate stream goes on like that; what is wrong has not been touched. */
    FAULT
}
