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
        ENDING,
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
    private boolean fragmentOut;

    /** From the first block to where the rest may be passed on. */
    private @Nullable DeflateSplice deflate;

    private Ending ending = Ending.UNCHANGED;

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
        requireOpen();
        try {
            return advance(out);
        } catch (RuntimeException bug) {
            fail();
            throw bug;
        }
    }

    /**
     * Ends the body in good order as far as HTTP tells: what is held back leaves.
     *
     * @return false if the page is known not to be whole and sound, or can't go on
     */
    public boolean finish(Sink out) {
        requireOpen();
        try {
            return end(out);
        } catch (RuntimeException bug) {
            fail();
            throw bug;
        }
    }

    /** What has become of the fragment up to now. */
    public SpliceOutcome outcome() {
        return findings.outcome();
    }

    /** Whether all of the fragment has been let go. */
    public boolean isFragmentOut() {
        return fragmentOut;
    }

    /** Whether what comes from now on leaves as it came. */
    public boolean isOpen() {
        return state == State.ENDING && ending == Ending.UNCHANGED;
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

    private void requireOpen() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("this splice is closed");
        }
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
                case ENDING -> passOn(out);
                case FAILED, CLOSED -> {
                    return Progress.BROKEN;
                }
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
            state = State.ENDING;
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
        fragmentOut |= splice.isFragmentOut();
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
            case TAIL -> {
                boolean changed = splice.patch() != Patch.NONE;
                end(changed ? new Tail(splice.patch(), splice.decoded(), findings) : Ending.UNCHANGED, out);
            }
            case ENDED -> end(new Trailer(splice, findings), out);
            case FAILED -> {
                state = State.FAILED;
                giveBack();
            }
        }
        return null;
    }

    /** The deflate stream is behind us, or as much of it as changes. */
    private void end(Ending begun, Sink out) {
        ending = begun;
        state = State.ENDING;
        Objects.requireNonNull(deflate).rest((bytes, offset, length) -> begun.feed(bytes, offset, length, out));
        giveBack();
    }

    private void passOn(Sink out) {
        int length = Math.min(Pieces.BYTES, end - at);
        ending.feed(chunk, at, length, out);
        at += length;
    }

    private boolean end(Sink out) {
        boolean whole = switch (state) {
            case HEADER -> endEmpty(out);
            case DEFLATE -> endWithin(Objects.requireNonNull(deflate), out);
            case ENDING -> ending.finish(out);
            case FAILED, CLOSED -> false;
        };
        if (!whole && state != State.FAILED) {
            findings.note(SpliceNote.TRUNCATED);
            if (findings.outcome() == SpliceOutcome.SEARCHING) {
                findings.outcome(SpliceOutcome.TRUNCATED);
            }
        }
        giveBack();
        return whole && !findings.isKnownBroken();
    }

    private boolean endWithin(DeflateSplice splice, Sink out) {
        splice.finish();
        splice.drain(new Pieces(out));
        fragmentOut |= splice.isFragmentOut();
        return false;
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
            fragmentOut = true;
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
