package io.geocompliance.gateway.coding;

/** Takes a content coding off while the body streams. */
public interface Decoder extends AutoCloseable {

    /** Hands out what the input so far decodes to; false if the coding is broken. */
    boolean feed(byte[] bytes, int offset, int length, Sink out);

    /** At the end of the body; false if it ended too early. */
    boolean finish(Sink out);

    @Override
    void close();
}
