package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Sink;

/** A gzip trailer of which it is certain where it begins, and what stands behind it. */
final class Trailer implements Ending {

    private final Patch patch;
    private final Findings findings;

    /** What the page's CRC-32 and its length, modulo 2^32, have to be. */
    private final int crc;

    private final int size;
    private final byte[] bytes = new byte[Patch.TRAILER_BYTES];
    private int length;

    Trailer(DeflateSplice page, Findings findings) {
        this.patch = page.patch();
        this.crc = page.crc();
        this.size = (int) page.decoded();
        this.findings = findings;
    }

    boolean isComplete() {
        return length == bytes.length;
    }

    @Override
    public void feed(byte[] from, int offset, int count, Sink out) {
        int taken = Math.min(count, bytes.length - length);
        System.arraycopy(from, offset, bytes, length, taken);
        length += taken;
        if (taken > 0 && isComplete()) {
            if (crc != Patch.littleEndian(bytes, 0) || size != Patch.littleEndian(bytes, 4)) {
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

    /** False if the body ends within the trailer, which then leaves as it came. */
    @Override
    public boolean finish(Sink out) {
        if (!isComplete() && length > 0) {
            out.accept(bytes, 0, length);
        }
        return isComplete();
    }
}
