package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Sink;

/**
 * The rest of a page whose bytes are passed on as they are: holds back as much as may be the trailer and what would show that another
 * member begins behind it, since the end is not known before it comes.
 */
final class Tail implements Ending {

    private static final int MEMBER_BYTES = 10;

    /** The last bytes that come wait until it is known that no others will. */
    static final int HELD_BYTES = Patch.TRAILER_BYTES + MEMBER_BYTES;

    /** A deflate stream expands 1032 times at most. */
    private static final int MOST_EXPANSION = 1032;

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long EACH_TOP_BIT = 0x8080808080808080L;

    private final Patch patch;

    /** How much of the page had been decoded where the tail begins. */
    private final long decoded;

    private final byte[] held = new byte[HELD_BYTES];
    private int heldLength;

    /** Bytes of the tail that have left. */
    private long gone;

    private boolean patched;
    private final Findings findings;

    Tail(Patch patch, long decoded, Findings findings) {
        this.findings = findings;
        this.patch = patch;
        this.decoded = decoded;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, Sink out) {
        if (!patched) {
            int member = member(bytes, offset, length);
            if (member >= 0) {
                patchAt(member - Patch.TRAILER_BYTES, bytes, offset, out);
                int taken = Math.max(0, member - heldLength);
                heldLength = 0;
                give(bytes, offset + taken, length - taken, out);
                return;
            }
            hold(bytes, offset, length, out);
        } else {
            give(bytes, offset, length, out);
        }
    }

    /** Always true: where the trailer can't be told from data, the body ends as the origin has ended it. */
    @Override
    public boolean finish(Sink out) {
        if (!patched) {
            int at = trailer();
            if (at >= 0) {
                patch.apply(held, at);
            }
            if (at < 0) {
                findings.note(SpliceNote.TRAILER);
            } else if (at + Patch.TRAILER_BYTES < heldLength) {
                findings.note(SpliceNote.BEYOND_END);
            }
        }
        give(held, 0, heldLength, out);
        heldLength = 0;
        return true;
    }

    /** Where the trailer is among what is held: at the end, or before padding if that is the only plausible one. */
    private int trailer() {
        int found = -1;
        for (int at = heldLength - Patch.TRAILER_BYTES; at >= 0; at--) {
            if (isPlausible(Patch.littleEndian(held, at + 4), gone + at)) {
                if (at == heldLength - Patch.TRAILER_BYTES) {
                    return at;
                }
                if (found >= 0) {
                    return -1;
                }
                found = at;
            }
            byte last = held[at + Patch.TRAILER_BYTES - 1];
            if (last != 0 && last != '\r' && last != '\n') {
                return found;
            }
        }
        return found;
    }

    private boolean isPlausible(int size, long before) {
        return (size - decoded & 0xffffffffL) <= MOST_EXPANSION * (before + 1);
    }

    /** Lets go all but the last bytes; and those too, if they are an origin's flush: then they are no trailer. */
    private void hold(byte[] bytes, int offset, int length, Sink out) {
        int total = heldLength + length;
        int leaving = endsInFlush(bytes, offset, length) ? total : Math.max(0, total - HELD_BYTES);
        int fromHeld = Math.min(heldLength, leaving);
        give(held, 0, fromHeld, out);
        heldLength -= fromHeld;
        System.arraycopy(held, fromHeld, held, 0, heldLength);
        int fromChunk = leaving - fromHeld;
        give(bytes, offset, fromChunk, out);
        System.arraycopy(bytes, offset + fromChunk, held, heldLength, length - fromChunk);
        heldLength += length - fromChunk;
    }

    /** Whether the last bytes are the end of an empty stored block. */
    private boolean endsInFlush(byte[] bytes, int offset, int length) {
        int total = heldLength + length;
        if (total < 4) {
            return false;
        }
        int last = 0;
        for (int i = 4; i > 0; i--) {
            int at = total - i;
            last = last << 8 | (at < heldLength ? held[at] : bytes[offset + at - heldLength]) & 0xff;
        }
        return last == 0xffff;
    }

    /** Where another member begins, counted from the first byte held, if what stands before it may be a trailer; or -1. */
    private int member(byte[] bytes, int offset, int length) {
        byte[] edge = new byte[HELD_BYTES + MEMBER_BYTES - 1];
        System.arraycopy(held, 0, edge, 0, heldLength);
        int more = Math.min(length, MEMBER_BYTES - 1);
        System.arraycopy(bytes, offset, edge, heldLength, more);
        for (int at = Math.max(Patch.TRAILER_BYTES, heldLength - MEMBER_BYTES + 1);
                at < heldLength && at + MEMBER_BYTES <= heldLength + more;
                at++) {
            if (isMember(edge, at) && isPlausible(Patch.littleEndian(edge, at - 4), gone + at - Patch.TRAILER_BYTES)) {
                return at;
            }
        }
        int end = offset + length - MEMBER_BYTES;
        for (int at = next(bytes, offset, end); at <= end; at = next(bytes, at + 1, end)) {
            int fromHeld = at - offset + heldLength;
            if (isMember(bytes, at) && fromHeld >= Patch.TRAILER_BYTES) {
                byte[] trailer = trailerAt(fromHeld - Patch.TRAILER_BYTES, bytes, offset);
                if (isPlausible(Patch.littleEndian(trailer, 4), gone + fromHeld - Patch.TRAILER_BYTES)) {
                    return fromHeld;
                }
            }
        }
        return -1;
    }

    /** The index of the next byte that may begin a member, up to an index; behind it there is none. */
    private static int next(byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long different = (long) BitInput.LONGS.get(bytes, at) ^ 0x1f * EACH_BYTE;
            long zeros = different - EACH_BYTE & ~different & EACH_TOP_BIT;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at <= end && bytes[at] != 0x1f) {
            at++;
        }
        return at;
    }

    /** RFC 1952 2.3.1: the magic, deflate, no reserved flag; levels and systems that exist. */
    private static boolean isMember(byte[] bytes, int at) {
        int level = bytes[at + 8];
        int system = bytes[at + 9] & 0xff;
        return bytes[at] == 0x1f
                && bytes[at + 1] == (byte) 0x8b
                && bytes[at + 2] == 8
                && (bytes[at + 3] & 0xe0) == 0
                && (level == 0 || level == 2 || level == 4)
                && (system <= 13 || system == 255);
    }

    /** The eight bytes from an index on, counted from the first byte held. */
    private byte[] trailerAt(int from, byte[] bytes, int offset) {
        byte[] trailer = new byte[Patch.TRAILER_BYTES];
        for (int i = 0; i < trailer.length; i++) {
            int at = from + i;
            trailer[i] = at < heldLength ? held[at] : bytes[offset + at - heldLength];
        }
        return trailer;
    }

    /** Lets go everything up to the trailer and the trailer, changed. */
    private void patchAt(int from, byte[] bytes, int offset, Sink out) {
        byte[] trailer = trailerAt(from, bytes, offset);
        patch.apply(trailer, 0);
        patched = true;
        findings.note(SpliceNote.BEYOND_END);
        give(held, 0, Math.min(heldLength, from), out);
        give(bytes, offset, from - heldLength, out);
        give(trailer, 0, trailer.length, out);
        int behind = from + Patch.TRAILER_BYTES;
        give(held, behind, heldLength - behind, out);
    }

    private void give(byte[] bytes, int offset, int length, Sink out) {
        if (length > 0) {
            gone += length;
            out.accept(bytes, offset, length);
        }
    }
}
