package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Sink;

/** Hands bytes to a sink, as many at once as it takes. */
record Pieces(Sink out) implements Sink {

    static final int BYTES = 64 * 1024;

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        for (int from = 0; from < length; from += BYTES) {
            out.accept(bytes, offset + from, Math.min(BYTES, length - from));
        }
    }
}
