package io.geocompliance.gateway.coding;

/** An encoder's life, the same for every coding: open, finished once, closed once. */
abstract class EncodingStream implements Encoder {

    /** What may still be asked of it. */
    private enum State {
        OPEN,
        FINISHED,
        CLOSED
    }

    private State state = State.OPEN;

    /** Encodes at least one byte. */
    abstract void encode(byte[] bytes, int offset, int length, Sink out);

    /** Makes everything encoded so far decodable. */
    abstract void sync(Sink out);

    /** Writes the coding's end. */
    abstract void end(Sink out);

    /** Frees native memory; called once. */
    abstract void release();

    @Override
    public final void feed(byte[] bytes, int offset, int length, Sink out) {
        requireOpen();
        if (length > 0) {
            encode(bytes, offset, length, out);
        }
    }

    @Override
    public final void flush(Sink out) {
        requireOpen();
        sync(out);
    }

    @Override
    public final void finish(Sink out) {
        requireOpen();
        state = State.FINISHED;
        end(out);
    }

    @Override
    public final void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            release();
        }
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException(
                    state == State.CLOSED ? "this encoder is closed" : "this encoder is finished");
        }
    }
}
