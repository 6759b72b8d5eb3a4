package io.geocompliance.gateway.coding;

/** Takes a body's bytes in order. */
@FunctionalInterface
public interface Sink {

    /**
     * Takes the next bytes, at least one and at most 64 KiB; the array is the caller's again when this returns.
     *
     * @param bytes where they are
     * @param offset of the first
     * @param length how many
     */
    void accept(byte[] bytes, int offset, int length);
}
