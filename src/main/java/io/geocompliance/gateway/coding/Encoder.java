package io.geocompliance.gateway.coding;

/**
 * Puts a coding on one body while it streams.
 *
 * <p>One encoder serves one body, on one thread; it holds native memory until it is closed. After {@link #finish} and after
 * {@link #close} it refuses more input with an {@link IllegalStateException}. Its output names neither time nor host: equal bodies
 * fed alike give equal bytes.
 */
public interface Encoder extends AutoCloseable {

    /**
     * Takes the body's next bytes; what they become may leave later.
     *
     * @param bytes holds them; read during the call only
     * @param offset of the first
     * @param length how many, none included
     * @param out takes what may leave
     */
    void feed(byte[] bytes, int offset, int length, Sink out);

    /** Lets go as much as the receiver needs to decode everything fed so far; costs some bytes each time. */
    void flush(Sink out);

    /** Ends the coding in good order; once. */
    void finish(Sink out);

    /** Frees what the encoder holds, finished or not; more than once is harmless. */
    @Override
    void close();
}
