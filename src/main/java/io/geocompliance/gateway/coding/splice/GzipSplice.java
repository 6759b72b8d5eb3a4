package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Decoder.Progress;
import io.geocompliance.gateway.coding.GzipHeader;
import io.geocompliance.gateway.coding.Sink;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a fragment into one gzip page while it streams, without decoding more of it than up to a window's length behind the place.
 *
 * <p>Of a body with several members the first one counts as the page. What is no gzip, has no place or is broken before it leaves as it
 * came. A body that breaks off must not be {@link #finish finished}: what is held back is dropped with the splice. One splice serves
 * one body, on one thread, and holds working memory until it is closed or the place is far behind.
 */
public final class GzipSplice implements AutoCloseable {

    private static final int LONGEST_HEADER_BYTES = 16 * 1024;
    private static final int SLICE_BYTES = 16 * 1024;

    /** How far the body has been read, in the order of the format (RFC 1952). */
    private enum State {
        HEADER,
        DEFLATE,
        TAIL,
        TRAILER,
        PASS,
        FAILED,
        CLOSED
    }

    private final SplicePool pool;
    private final Seam seam;
    private final boolean follow;
    private final Findings findings = new Findings();
    private final GzipHeader header = new GzipHeader();

    private State state = State.HEADER;
    private int headerBytes;

    /** From the first block to where the rest may be passed on. */
    private @Nullable DeflateSplice deflate;

    private @Nullable Tail tail;
    private @Nullable Trailer trailer;

    /** The chunk that is being read, the caller's; and what is left of it. */
    private byte[] chunk = {};

    private int at;
    private int end;

    /**
     * A splice at the beginning of a body.
     *
     * @param pool has working memory, and gets it back
     * @param seam knows the place and the fragment
     * @param follow whether the rest is decoded too, to know for certain where the page ends and that it is sound; costs as much
     *     again as the splice of a page of 100 KB
     */
    public GzipSplice(SplicePool pool, Seam seam, boolean follow) {
        this.pool = pool;
        this.seam = seam;
        this.follow = follow;
    }

    /**
     * Takes the body's next bytes and lets go what may leave.
     *
     * @param bytes holds them; the caller's again once the answer is not {@link Progress#MORE}
     * @param offset of the first
     * @param length how many, none included
     * @param out takes what may leave; it may be given the array itself
     */
    public Progress feed(byte[] bytes, int offset, int length, Sink out) {
        chunk = bytes;
        at = offset;
        end = offset + length;
        return resume(out);
    }

    /** Goes on with what the last call left. */
    public Progress resume(Sink out) {
        try {
            return advance(out);
        } catch (RuntimeException bug) {
            fail();
            return Progress.BROKEN;
        }
    }

    /**
     * Ends the body in good order as far as HTTP tells: what is held back leaves.
     *
     * @return false if the page is not whole, or can't go on
     */
    public boolean finish(Sink out) {
        try {
            return end(out);
        } catch (RuntimeException bug) {
            fail();
            return false;
        }
    }

    /** What has become of the fragment up to now. */
    public SpliceOutcome outcome() {
        return findings.outcome();
    }

    /** What else was found out, up to now. */
    public Set<SpliceNote> notes() {
        return Set.copyOf(findings.notes());
    }

    /** Whether the page's end was found by decoding, not by its looks. */
    public boolean isFollowed() {
        return findings.hasExactEnd();
    }

    @Override
    public void close() {
        state = State.CLOSED;
        giveBack();
    }

    private void fail() {
        findings.outcome(SpliceOutcome.INTERNAL);
        state = State.FAILED;
        deflate = null;
    }

    private Progress advance(Sink out) {
        while (true) {
            switch (state) {
                case HEADER -> readHeader(out);
                case DEFLATE -> {
                    Progress progress = advanceDeflate(out);
                    if (progress != null) {
                        return progress;
                    }
                }
                case TAIL -> tail(out);
                case TRAILER -> trailer(out);
                case PASS -> pass(out);
                case FAILED -> {
                    return Progress.BROKEN;
                }
                case CLOSED -> throw new IllegalStateException("this splice is closed");
            }
            if (at == end && state != State.DEFLATE && state != State.FAILED) {
                return Progress.TAKEN;
            }
        }
    }

    private void readHeader(Sink out) {
        int from = at;
        boolean good = true;
        while (at < end && good && !header.isComplete()) {
            good = header.accept(chunk[at]) && headerBytes < LONGEST_HEADER_BYTES;
            headerBytes++;
            at++;
        }
        new Pieces(out).accept(chunk, from, at - from);
        if (!good) {
            findings.outcome(SpliceOutcome.NOT_GZIP);
            state = State.PASS;
        } else if (header.isComplete()) {
            deflate = pool.take();
            deflate.start(seam, follow, findings);
            state = State.DEFLATE;
        }
    }

    /** Null if there is more to do. */
    private @Nullable Progress advanceDeflate(Sink out) {
        DeflateSplice splice = Objects.requireNonNull(deflate);
        DeflateSplice.Progress progress = splice.advance();
        splice.drain(new Pieces(out));
        switch (progress) {
            case INPUT -> {
                int slice = Math.min(SLICE_BYTES, end - at);
                splice.append(chunk, at, slice);
                at += slice;
                return slice == 0 ? Progress.TAKEN : null;
            }
            case TURN -> {
                return Progress.MORE;
            }
            case TAIL -> beginTail(splice, out);
            case ENDED -> {
                boolean crcIsKnown = follow || splice.patch() == Patch.NONE;
                Trailer next = new Trailer(splice.patch(), crcIsKnown ? splice.crc() : -1, findings);
                trailer = next;
                state = State.TRAILER;
                splice.rest((bytes, offset, length) -> next.feed(bytes, offset, length, out));
                giveBack();
            }
            case FAILED -> {
                state = State.FAILED;
                giveBack();
            }
        }
        return null;
    }

    private void beginTail(DeflateSplice splice, Sink out) {
        if (splice.patch() == Patch.NONE) {
            state = State.PASS;
            splice.rest(out);
        } else {
            Tail began = new Tail(splice.patch(), splice.decoded());
            tail = began;
            state = State.TAIL;
            splice.rest((bytes, offset, length) -> began.feed(bytes, offset, length, out));
        }
        giveBack();
    }

    private void tail(Sink out) {
        int length = Math.min(Pieces.BYTES, end - at);
        Objects.requireNonNull(tail).feed(chunk, at, length, out);
        at += length;
    }

    private void trailer(Sink out) {
        int length = Math.min(Pieces.BYTES, end - at);
        Objects.requireNonNull(trailer).feed(chunk, at, length, out);
        at += length;
    }

    private void pass(Sink out) {
        new Pieces(out).accept(chunk, at, end - at);
        at = end;
    }

    private boolean end(Sink out) {
        boolean whole = switch (state) {
            case HEADER -> endEmpty(out);
            case DEFLATE -> endWithin(Objects.requireNonNull(deflate), out);
            case TAIL -> endTail(Objects.requireNonNull(tail), out);
            case TRAILER -> Objects.requireNonNull(trailer).finish(out);
            case PASS -> true;
            case FAILED -> false;
            case CLOSED -> throw new IllegalStateException("this splice is closed");
        };
        if (!whole && state != State.FAILED) {
            findings.note(SpliceNote.TRUNCATED);
            if (findings.outcome() == SpliceOutcome.SEARCHING) {
                findings.outcome(SpliceOutcome.TRUNCATED);
            }
        }
        giveBack();
        return whole;
    }

    private static boolean endWithin(DeflateSplice splice, Sink out) {
        splice.finish();
        splice.drain(new Pieces(out));
        return false;
    }

    private boolean endTail(Tail ending, Sink out) {
        if (!ending.finish(out)) {
            findings.note(SpliceNote.TRAILER);
        } else if (ending.goesOnBehindTrailer()) {
            findings.note(SpliceNote.BEYOND_END);
        }
        return true;
    }

    /** Servers label empty bodies with a coding: an empty page, which may have its place at its end like any other. */
    private boolean endEmpty(Sink out) {
        if (headerBytes > 0) {
            return false;
        }
        findings.outcome(SpliceOutcome.NO_PLACE);
        if (seam.end() == 0) {
            findings.outcome(SpliceOutcome.APPENDED);
            byte[] member = seam.fragment().member();
            new Pieces(out).accept(member, 0, member.length);
        }
        return true;
    }

    private void giveBack() {
        if (deflate != null) {
            pool.giveBack(deflate);
            deflate = null;
        }
    }
}
