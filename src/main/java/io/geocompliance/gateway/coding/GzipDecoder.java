package io.geocompliance.gateway.coding;

import java.util.zip.CRC32;

/**
 * Decodes gzip (RFC 1952): any number of members, each verified by its CRC-32 and length.
 *
 * <p>Bytes behind a member that do not begin with gzip's magic are ignored, as browsers and gzip(1) do: servers pad, and scripts
 * print a newline after the compressed page. What does begin with it is a member and must be a good one.
 */
final class GzipDecoder extends DecodingStream {

    /** Which part of the format the next byte belongs to. */
    private enum State {
        HEADER,
        BODY,
        TRAILER,
        /** A member has ended; the next byte decides. */
        BETWEEN,
        /** The byte before was the magic's first. */
        MAGIC,
        /** Behind the last member. */
        BEHIND
    }

    /** CRC-32 and length, 32 bits each. */
    private static final int TRAILER_BYTES = 8;

    private final Inflation inflation = new Inflation(true);
    private final CRC32 crc = new CRC32();

    private State state = State.HEADER;
    private GzipHeader header = new GzipHeader();

    /** Of the member's output, modulo 2^32 as in the trailer. */
    private int size;

    /** The trailer's bytes so far, little-endian. */
    private long trailer;

    private int trailerBytes;

    @Override
    Progress advance(Input from, Sink out) {
        if (state == State.BODY) {
            Inflation.Status status = inflation.pull(from, verified(out));
            if (status == Inflation.Status.ENDED) {
                state = State.TRAILER;
            } else {
                return status == Inflation.Status.BROKEN
                        ? Progress.BROKEN
                        : status == Inflation.Status.OPEN ? Progress.TAKEN : Progress.MORE;
            }
        }
        while (state != State.BODY && state != State.BEHIND && !from.isEmpty()) {
            if (!step(from.next())) {
                return Progress.BROKEN;
            }
        }
        return from.isEmpty() || state == State.BEHIND ? Progress.TAKEN : Progress.MORE;
    }

    @Override
    boolean ended() {
        return switch (state) {
            case BETWEEN, MAGIC, BEHIND -> true;
            case HEADER, BODY, TRAILER -> false;
        };
    }

    @Override
    void release() {
        inflation.release();
    }

    private boolean step(byte next) {
        return switch (state) {
            case HEADER -> stepHeader(next);
            case TRAILER -> stepTrailer(next);
            case BETWEEN -> {
                state = (next & 0xff) == GzipHeader.ID1 ? State.MAGIC : State.BEHIND;
                yield true;
            }
            case MAGIC -> (next & 0xff) != GzipHeader.ID2 ? endBehind() : beginMember();
            case BODY, BEHIND -> throw new IllegalStateException("not read byte by byte: " + state);
        };
    }

    private boolean stepHeader(byte next) {
        boolean good = header.accept(next);
        if (header.isComplete()) {
            state = State.BODY;
        }
        return good;
    }

    private boolean stepTrailer(byte next) {
        trailer |= (next & 0xffL) << 8 * trailerBytes;
        trailerBytes++;
        if (trailerBytes < TRAILER_BYTES) {
            return true;
        }
        state = State.BETWEEN;
        return trailer == ((size & 0xffffffffL) << 32 | crc.getValue());
    }

    private boolean endBehind() {
        state = State.BEHIND;
        return true;
    }

    private boolean beginMember() {
        inflation.restart();
        crc.reset();
        size = 0;
        trailer = 0;
        trailerBytes = 0;
        header = new GzipHeader();
        state = State.HEADER;
        return header.accept((byte) GzipHeader.ID1) && header.accept((byte) GzipHeader.ID2);
    }

    private Sink verified(Sink out) {
        return (bytes, offset, length) -> {
            crc.update(bytes, offset, length);
            size += length;
            out.accept(bytes, offset, length);
        };
    }
}
