package io.geocompliance.gateway.coding;

/** A decoder's life, the same for every coding: open until broken, closed once. */
abstract class DecodingStream implements Decoder {

    private boolean begun;
    private boolean broken;
    private boolean closed;

    /** Decodes at least one byte; false if the coding is broken. */
    abstract boolean decode(byte[] bytes, int offset, int length, Sink out);

    /** Whether the input so far is a whole body. */
    abstract boolean ended();

    /** Frees native memory; called once. */
    abstract void release();

    @Override
    public final boolean feed(byte[] bytes, int offset, int length, Sink out) {
        requireOpen();
        if (length > 0 && !broken) {
            begun = true;
            broken = !decode(bytes, offset, length, out);
        }
        return !broken;
    }

    @Override
    public final boolean finish(Sink out) {
        requireOpen();
        return !broken && (!begun || ended());
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this decoder is closed");
        }
    }
}
