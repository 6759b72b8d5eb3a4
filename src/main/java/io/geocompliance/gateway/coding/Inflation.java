package io.geocompliance.gateway.coding;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One deflate stream (RFC 1951) being decoded, bare or in zlib's wrapper (RFC 1950, its Adler-32 verified). */
final class Inflation {

    /** Where the stream stands after some input. */
    enum Status {
        /** It goes on. */
        OPEN,
        /** Its last block and checksum have been read; {@link Inflation#unread} bytes lie behind. */
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

    Status feed(byte[] bytes, int offset, int length, Sink out) {
        inflater.setInput(bytes, offset, length);
        while (true) {
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
                return Status.ENDED;
            }
            // A full piece may leave output in zlib although all input is read; only an empty one says that nothing is
            // left.
            if (produced == 0) {
                return Status.OPEN;
            }
        }
    }

    /** How many bytes of the last input lie behind the stream's end. */
    int unread() {
        return inflater.getRemaining();
    }

    /** Begins a new stream. */
    void restart() {
        inflater.reset();
    }

    void release() {
        inflater.end();
    }
}
