package io.geocompliance.gateway.coding;

/**
 * Takes a coding off one body while it streams.
 *
 * <p>Everything that the input so far determines leaves at once, so an origin's flush reaches the visitor; but for a bomb, of which
 * one chunk may hold gigabytes: it leaves in turns of at most {@value #TURN_BYTES} bytes, and whoever asks for the next may first
 * wait until the last is gone. Memory is bounded by the coding's window, not by what the body expands to. One decoder serves one
 * body, on one thread; it holds native memory until it is closed, and refuses everything but {@link #close} from then on with an
 * {@link IllegalStateException}.
 */
public interface Decoder extends AutoCloseable {

    /** What leaves in one turn at most: more than the chunks of pages expand to, and some milliseconds of work for what follows. */
    int TURN_BYTES = 256 * 1024;

    /** How far a turn has come. */
    enum Progress {
        /** All input is used up. */
        TAKEN,
        /** There is more to hand out, by {@link Decoder#resume}. */
        MORE,
        /** The coding is broken; what came before has been handed out as far as the format tells it. */
        BROKEN
    }

    /**
     * Takes the body's next bytes.
     *
     * @param bytes holds them; the caller's again once the answer is not {@link Progress#MORE}
     * @param offset of the first
     * @param length how many, none included
     * @param out takes what they decode to
     * @return once {@link Progress#BROKEN}, always so
     * @throws IllegalStateException while there is more to hand out
     */
    Progress feed(byte[] bytes, int offset, int length, Sink out);

    /** Goes on with what the last call left. */
    Progress resume(Sink out);

    /**
     * Says that the body has ended in good order as far as HTTP tells.
     *
     * @return false if the coding is broken or ended too early. A body of no bytes at all is whole: servers label empty bodies
     *     with a coding, and browsers show an empty page
     * @throws IllegalStateException while there is more to hand out
     */
    boolean finish();

    /** Frees what the decoder holds; more than once is harmless. */
    @Override
    void close();
}
