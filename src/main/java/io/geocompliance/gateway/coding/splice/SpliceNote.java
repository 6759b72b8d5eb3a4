package io.geocompliance.gateway.coding.splice;

import java.util.Locale;

/** What else was found out about a page; after any of these an origin's pages are better followed to their ends. */
public enum SpliceNote {
    /** No trailer was found where it has to be, so none was changed. */
    TRAILER,
    /** The stream is broken far behind the place. */
    TAIL_CORRUPT,
    /** The page's own CRC-32 or length was wrong, and still is. */
    ORIGIN_CRC,
    /** Something stands behind the page: another member, or padding. */
    BEYOND_END,
    /** It ended before it was whole. */
    TRUNCATED;

    /** The spelling in metrics, such as {@code tail-corrupt}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
