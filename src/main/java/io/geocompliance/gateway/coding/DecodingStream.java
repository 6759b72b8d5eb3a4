package io.geocompliance.gateway.coding;

/** A decoder's life, the same for every coding: open until broken, closed once. */
abstract class DecodingStream implements Decoder {

    private static final int TURN_PIECES = TURN_BYTES / Piece.BYTES;

    private final Input input = new Input();
    private Progress progress = Progress.TAKEN;
    private boolean begun;
    private boolean closed;

    /** Decodes on; hands out one piece at most, and comes nearer to its answer other than {@link Decoder.Progress#MORE}. */
    abstract Progress advance(Input from, Sink out);

    /** Whether the input so far is a whole body. */
    abstract boolean ended();

    /** Frees native memory; called once. */
    abstract void release();

    @Override
    public final Progress feed(byte[] bytes, int offset, int length, Sink out) {
        requireOpen();
        requireTaken();
        if (length > 0 && progress != Progress.BROKEN) {
            begun = true;
            input.set(bytes, offset, length);
            progress = Progress.MORE;
        }
        return resume(out);
    }

    @Override
    public final Progress resume(Sink out) {
        requireOpen();
        for (int piece = 0; piece < TURN_PIECES && progress == Progress.MORE; piece++) {
            progress = advance(input, out);
        }
        if (progress != Progress.MORE) {
            input.clear();
        }
        return progress;
    }

    @Override
    public final boolean finish() {
        requireOpen();
        requireTaken();
        return progress == Progress.TAKEN && (!begun || ended());
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            input.clear();
            release();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this decoder is closed");
        }
    }

    private void requireTaken() {
        if (progress == Progress.MORE) {
            throw new IllegalStateException("this decoder has more to hand out");
        }
    }
}
