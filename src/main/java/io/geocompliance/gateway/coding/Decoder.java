package io.geocompliance.gateway.coding;

/**
 * Takes a coding off one body while it streams.
 *
 * <p>Everything that the input so far determines leaves at once, so an origin's flush reaches the visitor. Memory is bounded by the
 * coding's window, not by what the body expands to. One decoder serves one body, on one thread; it holds native memory until it is
 * closed, and refuses everything but {@link #close} from then on with an {@link IllegalStateException}.
 */
public interface Decoder extends AutoCloseable {

    /**
     * Takes the body's next bytes.
     *
     * @param bytes holds them; read during the call only
     * @param offset of the first
     * @param length how many, none included
     * @param out takes what they decode to
     * @return false if the coding is broken; what came before has been handed out as far as the format tells it, and every later
     *     call says false again
     */
    boolean feed(byte[] bytes, int offset, int length, Sink out);

    /**
     * Says that the body has ended in good order as far as HTTP tells.
     *
     * @param out takes what was left; may be called not at all
     * @return false if the coding is broken or ended too early. A body of no bytes at all is whole: servers label empty bodies
     *     with a coding, and browsers show an empty page
     */
    boolean finish(Sink out);

    /** Frees what the decoder holds; more than once is harmless. */
    @Override
    void close();
}
