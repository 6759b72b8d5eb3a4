package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.coding.Decoder.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** One page spliced in a test: what went in, how it was cut, what must come out. */
final class Splicing {

    private final byte[] page;
    private final byte[] gzip;
    private byte[] fragment = {};
    private CompiledFragment compiled = CompiledFragment.of(fragment);
    private long place;
    private int lookBack;
    private boolean follow;
    private Cuts cuts = Cuts.WHOLE;
    private SplicePool pool = new SplicePool(1);

    private SpliceOutcome outcome = SpliceOutcome.SEARCHING;
    private GzipSplice splice;
    private boolean whole;

    Splicing(byte[] page, byte[] gzip) {
        this.page = page;
        this.gzip = gzip;
    }

    Splicing insert(byte[] bytes, CompiledFragment ready, long at) {
        fragment = bytes;
        compiled = ready;
        place = at;
        return this;
    }

    Splicing seenLate(int bytes) {
        lookBack = bytes;
        return this;
    }

    Splicing following(boolean toTheEnd) {
        follow = toTheEnd;
        return this;
    }

    Splicing cut(Cuts where) {
        cuts = where;
        return this;
    }

    Splicing with(SplicePool shared) {
        pool = shared;
        return this;
    }

    /** What comes out. */
    byte[] run() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        splice = new GzipSplice(pool, new OffsetSeam(compiled, place, lookBack), follow);
        try (GzipSplice closed = splice) {
            int at = 0;
            Progress progress = Progress.TAKEN;
            while (at < gzip.length && progress != Progress.BROKEN) {
                int length = Math.min(cuts.length(at), gzip.length - at);
                // A copy of its own, so that reading beside it shows.
                byte[] chunk = Arrays.copyOfRange(gzip, at, at + length);
                progress = splice.feed(chunk, 0, length, out::write);
                while (progress == Progress.MORE) {
                    progress = splice.resume(out::write);
                }
                at += length;
            }
            whole = progress != Progress.BROKEN && splice.finish(out::write);
            outcome = splice.outcome();
        }
        return out.toByteArray();
    }

    /** Runs, and checks that the output decodes to the page with the fragment in its place, checksum and length included. */
    byte[] check() throws IOException {
        byte[] out = run();
        assertThat(outcome).isIn(SpliceOutcome.SPLICED, SpliceOutcome.APPENDED);
        assertThat(whole).isTrue();
        assertThat(splice.notes()).isEmpty();
        byte[] decoded = decode(out);
        if (!Arrays.equals(decoded, expected())) {
            int at = Arrays.mismatch(decoded, expected());
            throw new AssertionError("differs at " + at + " of " + decoded.length + ", place " + place);
        }
        return out;
    }

    byte[] expected() {
        byte[] all = Arrays.copyOf(page, page.length + fragment.length);
        System.arraycopy(fragment, 0, all, (int) place, fragment.length);
        System.arraycopy(page, (int) place, all, (int) place + fragment.length, page.length - (int) place);
        return all;
    }

    SpliceOutcome outcome() {
        return outcome;
    }

    GzipSplice splice() {
        return splice;
    }

    boolean isWhole() {
        return whole;
    }

    static byte[] decode(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), 64 * 1024)) {
            return in.readAllBytes();
        }
    }
}
