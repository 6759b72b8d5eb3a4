package io.geocompliance.gateway.html;

import org.jspecify.annotations.Nullable;

/**
 * Puts a fragment into a page while it streams: chunk in, bytes out.
 *
 * <p>Before the place, all but at most {@link HtmlScanner#LOOK_BACK} undecided bytes leave at once; after it, each chunk is passed
 * on as it is, without a copy. Without a place the page leaves as it came. A page that breaks off must not be {@link #finish
 * finished}: what is held back is dropped with the injector. One injector serves one page, on one thread.
 */
public final class FragmentInjector {

    private final HtmlScanner scanner;
    private final FragmentSource source;

    /** Bytes scanned but not yet safe to let go, the page's last ones up to now. */
    private final byte[] held = new byte[HtmlScanner.LOOK_BACK];

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
        this.source = source;
        this.scanner = new HtmlScanner(alreadyMarker);
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
        Finding finding = scanner.scan(bytes, offset, offset + length);
        long end = position + length;
        int rest = offset;
        if (finding instanceof Finding.Found found) {
            rest = release(bytes, rest, found.offset(), out);
            insert(found, out);
        } else if (finding instanceof Finding.Absent absent) {
            outcome = new Outcome.NotInjected(absent.reason());
        }
        rest = release(bytes, rest, outcome == null ? scanner.safe() : end, out);
        hold(bytes, rest, offset + length - rest);
    }

    /** Ends the page in good order: what was held back leaves, with the notice if its place is here. */
    public void finish(Sink out) {
        if (outcome != null) {
            return;
        }
        Finding finding = scanner.end();
        if (finding instanceof Finding.Found found) {
            release(held, 0, found.offset(), out);
            insert(found, out);
        } else if (finding instanceof Finding.Absent absent) {
            outcome = new Outcome.NotInjected(absent.reason());
        }
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

    private void insert(Finding.Found found, Sink out) {
        byte[] fragment = source.choose(pageLanguage());
        give(fragment, 0, fragment.length, out);
        outcome = new Outcome.Injected(found.offset(), found.kind());
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

    private static void give(byte[] bytes, int offset, int length, Sink out) {
        if (length > 0) {
            out.accept(bytes, offset, length);
        }
    }
}
