package io.geocompliance.gateway.coding;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One deflate stream (RFC 1951) being decoded, bare or in zlib's wrapper (RFC 1950, its Adler-32 verified). */
final class Inflation {

    /** Where the stream stands after some input. */
    enum Status {
        /** A piece has left, and more may be decoded of the same input. */
        MORE,
        /** All input is used up, and the stream goes on. */
        OPEN,
        /** Its last block and checksum have been read; what is left of the input lies behind. */
        ENDED,
        /** It is no deflate stream, or its checksum is wrong. */
        BROKEN
    }

    private final Inflater inflater;
    private final Piece piece = new Piece();

    /**
     * A stream at its beginning.
     *
     * @param bare whether it stands without zlib's wrapper
     */
    Inflation(boolean bare) {
        inflater = new Inflater(bare);
    }

    /** Decodes one piece. */
    Status pull(Input from, Sink out) {
        if (inflater.needsInput()) {
            inflater.setInput(from.bytes(), from.offset(), from.remaining());
            from.skip(from.remaining());
        }
        long before = inflater.getBytesWritten();
        int produced;
        boolean broken = false;
        try {
            produced = inflater.inflate(piece.bytes());
        } catch (DataFormatException e) {
            // What stands before the fault is in the array already, and counted.
            produced = (int) (inflater.getBytesWritten() - before);
            broken = true;
        }
        piece.give(produced, out);
        if (broken || inflater.needsDictionary()) {
            return Status.BROKEN;
        }
        if (inflater.finished()) {
            from.giveBack(inflater.getRemaining());
            return Status.ENDED;
        }
        // A full piece may leave output in zlib although all input is read; only an empty one says that nothing is
        // left.
        return produced == 0 ? Status.OPEN : Status.MORE;
    }

    /** Begins a new stream. */
    void restart() {
        inflater.reset();
    }

    void release() {
        inflater.end();
    }
}
