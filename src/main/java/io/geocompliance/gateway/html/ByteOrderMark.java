package io.geocompliance.gateway.html;

/** Tells what a page's first bytes are (Encoding Standard, "BOM sniff"); a browser believes them before any header. */
final class ByteOrderMark {

    private Verdict verdict = Verdict.OPEN;

    /** The bytes so far, big-endian. */
    private int seen;

    /** Reads until the verdict is known; returns the index of the first byte not read. */
    int read(byte[] b, int from, int to) {
        int at = from;
        while (at < to && verdict == Verdict.OPEN) {
            int before = seen;
            seen = seen << 8 | (b[at] & 0xFF);
            verdict = switch (seen) {
                case 0xEF, 0xEFBB, 0xFF, 0xFE -> Verdict.OPEN;
                case 0xEFBBBF -> Verdict.UTF_8;
                case 0xFFFE, 0xFEFF -> Verdict.UTF_16;
                default -> before == 0 ? Verdict.NONE : Verdict.CHARACTER;
            };
            if (verdict == Verdict.NONE) {
                return at;
            }
            at++;
        }
        return at;
    }

    Verdict verdict() {
        return verdict;
    }

    /** What the first bytes are. */
    enum Verdict {
        /** More bytes decide. */
        OPEN,
        /** No mark, and the first byte is still to be read. */
        NONE,
        /** A UTF-8 mark, which is no part of the text. */
        UTF_8,
        /** A UTF-16 mark. */
        UTF_16,
        /** The beginning of a mark and then something else: the first byte is a character. */
        CHARACTER
    }
}
