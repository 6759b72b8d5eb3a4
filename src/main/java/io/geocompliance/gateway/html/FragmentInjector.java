package io.geocompliance.gateway.html;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a fragment into a page while it streams: chunk in, bytes out.
 *
 * <p>Before the place, all but at most {@link PlaceScanner#lookBack} undecided bytes leave at once; after it, each chunk is passed
 * on as it is, without a copy. Without a place, or where the scanner fails, the page leaves as it came. A page that breaks off must not
 * be {@link #finish finished}: what is held back is dropped with the injector. One injector serves one page, on one thread.
 */
public final class FragmentInjector {

    private final PlaceScanner scanner;
    private final FragmentSource source;

    /** Bytes scanned but not yet safe to let go, the page's last ones up to now. */
    private final byte[] held;

    private int heldLength;

    /** Offset in the page of the first byte that is neither held nor gone. */
    private long position;

    /** Null while unknown; from then on bytes are passed through. */
    private @Nullable Outcome outcome;

    /**
     * An injector at the beginning of a page.
     *
     * @param source is asked for the fragment at the insertion
     * @param alreadyMarker what every fragment begins with, as {@link HtmlScanner} takes it
     */
    public FragmentInjector(FragmentSource source, byte[] alreadyMarker) {
        this(source, new HtmlScanner(alreadyMarker));
    }

    /** The same with another scanner. */
    public FragmentInjector(FragmentSource source, PlaceScanner scanner) {
        this.source = source;
        this.scanner = scanner;
        this.held = new byte[scanner.lookBack()];
    }

    /**
     * Takes the page's next bytes and lets go what may leave.
     *
     * @param bytes holds them; not kept
     * @param offset of the first
     * @param length how many
     * @param out takes what may leave
     */
    public void feed(byte[] bytes, int offset, int length, Sink out) {
        if (outcome != null) {
            give(bytes, offset, length, out);
            return;
        }
        long end = position + length;
        Step step = step(() -> scanner.scan(bytes, offset, offset + length), end);
        int rest = release(bytes, offset, step.safe(), out);
        give(step.fragment(), out);
        outcome = step.outcome();
        rest = release(bytes, rest, outcome == null ? step.safe() : end, out);
        hold(bytes, rest, offset + length - rest);
    }

    /** Ends the page in good order: what was held back leaves, with the notice if its place is here. */
    public void finish(Sink out) {
        if (outcome != null) {
            return;
        }
        Step step = step(scanner::end, position);
        release(held, 0, step.safe(), out);
        give(step.fragment(), out);
        outcome = step.outcome() == null ? new Outcome.NotInjected(Outcome.Reason.ERROR) : step.outcome();
        release(held, 0, position, out);
    }

    /** What became of the notice, or null while that is unknown. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** The value of {@code <html lang>} as it stands in the page, or null where none was seen up to now. */
    public @Nullable String pageLanguage() {
        return scanner.pageLanguage();
    }

    /** Whether an html start tag was seen. */
    public boolean htmlTagSeen() {
        return scanner.htmlTagSeen();
    }

    /**
     * What scanning comes to, worked out before any byte leaves because of it.
     *
     * @param safe all before this offset may leave
     * @param fragment goes in there, if there is one
     * @param outcome null while unknown
     */
    private record Step(
            long safe, byte @Nullable [] fragment, @Nullable Outcome outcome) {}

    /** A bug in the scanner or the source must not cost the page a byte: the rest of it goes on as it is. */
    private Step step(Supplier<Finding> scanning, long end) {
        try {
            return step(scanning.get(), end);
        } catch (RuntimeException bug) {
            return new Step(end, null, new Outcome.NotInjected(Outcome.Reason.ERROR));
        }
    }

    private Step step(Finding finding, long end) {
        if (finding instanceof Finding.Absent absent) {
            return new Step(end, null, new Outcome.NotInjected(absent.reason()));
        }
        Finding.Found found = finding instanceof Finding.Found place ? place : null;
        long safe = found == null ? scanner.safe() : found.offset();
        boolean gone = safe < position - heldLength;
        boolean tooMuch = found == null && end - safe > held.length;
        if (gone || tooMuch || safe > end) {
            throw new IllegalStateException("no such place: " + safe);
        }
        return found == null
                ? new Step(safe, null, null)
                : new Step(safe, source.choose(pageLanguage()), new Outcome.Injected(safe, found.kind()));
    }

    /** Lets go everything before {@code until}: what is held first, then the chunk from {@code at}; returns the chunk's rest. */
    private int release(byte[] chunk, int at, long until, Sink out) {
        int fromHeld = (int) Math.min(heldLength, until - (position - heldLength));
        give(held, 0, fromHeld, out);
        heldLength -= fromHeld;
        System.arraycopy(held, fromHeld, held, 0, heldLength);
        int fromChunk = (int) Math.max(0, until - position);
        give(chunk, at, fromChunk, out);
        position += fromChunk;
        return at + fromChunk;
    }

    private void hold(byte[] chunk, int at, int length) {
        System.arraycopy(chunk, at, held, heldLength, length);
        heldLength += length;
        position += length;
    }

    private static void give(byte @Nullable [] fragment, Sink out) {
        if (fragment != null) {
            out.accept(fragment, 0, fragment.length);
        }
    }

    private static void give(byte[] bytes, int offset, int length, Sink out) {
        if (length > 0) {
            out.accept(bytes, offset, length);
        }
    }
}
