package io.geocompliance.gateway.html;

import org.jspecify.annotations.Nullable;

/**
 * Looks whether a page begins with skip links of its own, and if asked to moves the notice's place behind them: a skip link is one only
 * before the page's first other link.
 *
 * <p>The page's place is {@link HtmlScanner}'s; from there at most {@link #LIMIT} bytes are looked at. What they are does not depend on
 * where the chunks are cut. One scanner reads one page, on one thread.
 */
public final class SkipLinkScanner implements PlaceScanner {

    /** How far behind the place skip links may end, in bytes. */
    static final int LIMIT = 2048;

    private static final Finding SEARCHING = new Finding.Searching();

    private final HtmlScanner page;
    private final LeadingSkipLinks links;
    private final boolean after;

    /** The page's bytes from {@link #start} on, as far as they may be needed again. */
    private final byte[] kept = new byte[HtmlScanner.LOOK_BACK + LIMIT];

    private int length;

    /** Offset in the page of the first byte kept. */
    private long start;

    private Finding finding = SEARCHING;
    private Finding.@Nullable Found place;
    private boolean skipLinkSeen;

    /**
     * A scanner at the beginning of a page.
     *
     * @param alreadyMarker what every fragment of this gateway begins with
     * @param after whether the notice goes behind the skip links that there are
     */
    public SkipLinkScanner(byte[] alreadyMarker, boolean after) {
        this.page = new HtmlScanner(alreadyMarker);
        this.links = new LeadingSkipLinks(alreadyMarker);
        this.after = after;
    }

    @Override
    public Finding scan(byte[] window, int from, int to) {
        if (finding != SEARCHING) {
            return finding;
        }
        Finding.Found found = place;
        if (found == null) {
            Finding first = page.scan(window, from, to);
            if (first instanceof Finding.Absent) {
                finding = first;
                return finding;
            }
            long keepFrom = first instanceof Finding.Found there ? there.offset() : page.safe();
            keep(window, from, to, keepFrom);
            if (!(first instanceof Finding.Found there)) {
                return finding;
            }
            place = there;
            found = there;
        } else {
            keep(window, from, to, start);
        }
        decide(found, length >= LIMIT);
        return finding;
    }

    @Override
    public Finding end() {
        if (finding == SEARCHING) {
            Finding last = place == null ? page.end() : place;
            if (last instanceof Finding.Found found) {
                decide(found, true);
            } else {
                finding = last;
            }
        }
        return finding;
    }

    @Override
    public long safe() {
        if (finding instanceof Finding.Found found) {
            return found.offset();
        }
        return place == null ? page.safe() : place.offset();
    }

    @Override
    public int lookBack() {
        return HtmlScanner.LOOK_BACK + LIMIT;
    }

    @Override
    public boolean skipLinkSeen() {
        return skipLinkSeen;
    }

    @Override
    public @Nullable String pageLanguage() {
        return page.pageLanguage();
    }

    @Override
    public boolean htmlTagSeen() {
        return page.htmlTagSeen();
    }

    /** Drops what lies before an offset, then takes as much of the window as there is room for. */
    private void keep(byte[] window, int from, int to, long keepFrom) {
        int held = (int) Math.max(0, Math.min(length, start + length - keepFrom));
        int skipped = (int) Math.max(0, Math.min((long) to - from, keepFrom - (start + length)));
        System.arraycopy(kept, length - held, kept, 0, held);
        int taken = Math.min(to - from - skipped, kept.length - held);
        System.arraycopy(window, from + skipped, kept, held, taken);
        start = keepFrom;
        length = held + taken;
    }

    private void decide(Finding.Found found, boolean complete) {
        LeadingSkipLinks.Verdict verdict = links.read(kept, Math.min(length, LIMIT), complete);
        switch (verdict.kind()) {
            case OPEN -> {}
            case NONE -> finding = found;
            case ALREADY -> finding = new Finding.Absent(Outcome.Reason.ALREADY_INJECTED);
            case THERE -> {
                skipLinkSeen = true;
                finding =
                        after ? new Finding.Found(found.offset() + verdict.end(), Outcome.Kind.AFTER_SKIP_LINK) : found;
            }
        }
    }
}
