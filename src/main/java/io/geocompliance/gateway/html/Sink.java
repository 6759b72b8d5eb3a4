package io.geocompliance.gateway.html;

/** Takes a page's bytes in order. */
@FunctionalInterface
public interface Sink {

    /**
     * Takes the next bytes, at least one; the array is the caller's again when this returns.
     *
     * @param bytes where they are
     * @param offset of the first
     * @param length how many
     */
    void accept(byte[] bytes, int offset, int length);
}
