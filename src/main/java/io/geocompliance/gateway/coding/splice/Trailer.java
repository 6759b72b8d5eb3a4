package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Sink;

/** A gzip trailer of which it is certain where it begins, and what stands behind it. */
final class Trailer {

    private final Patch patch;
    private final Findings findings;

    /** What the page's CRC-32 has to be; negative if that is not known. */
    private final long pageCrc;

    private final byte[] bytes = new byte[Patch.TRAILER_BYTES];
    private int length;

    Trailer(Patch patch, long pageCrc, Findings findings) {
        this.patch = patch;
        this.pageCrc = pageCrc;
        this.findings = findings;
    }

    boolean isComplete() {
        return length == bytes.length;
    }

    void feed(byte[] from, int offset, int count, Sink out) {
        int taken = Math.min(count, bytes.length - length);
        System.arraycopy(from, offset, bytes, length, taken);
        length += taken;
        if (taken > 0 && isComplete()) {
            if (pageCrc >= 0 && pageCrc != (Patch.littleEndian(bytes, 0) & 0xffffffffL)) {
                findings.note(SpliceNote.ORIGIN_CRC);
            }
            patch.apply(bytes, 0);
            out.accept(bytes, 0, length);
        }
        if (count > taken) {
            findings.note(SpliceNote.BEYOND_END);
            out.accept(from, offset + taken, count - taken);
        }
    }

    /** The body has ended; false if it did so within the trailer, which then leaves as it came. */
    boolean finish(Sink out) {
        if (!isComplete() && length > 0) {
            out.accept(bytes, 0, length);
        }
        return isComplete();
    }
}
