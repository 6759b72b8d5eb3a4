package io.geocompliance.gateway.coding.splice;

import java.util.Locale;

/** What has become of a fragment on its way into a gzip page. */
public enum SpliceOutcome {
    /** Nobody knows yet. */
    SEARCHING,
    /** It is in the page. */
    SPLICED,
    /** It is at the page's end. */
    APPENDED,
    /** There was no place; the page is unchanged. */
    NO_PLACE,
    /** No place was found in as much as is searched; the page is unchanged. */
    LIMIT,
    /** The body was no gzip member; it is unchanged. */
    NOT_GZIP,
    /** The page is broken before the place, and has been passed on as it is. */
    CORRUPT,
    /** The page ended before it was whole, and without a place. */
    TRUNCATED,
    /** The page is broken shortly behind the place; it can't go on. */
    REGION_CORRUPT,
    /** A bug of ours; it can't go on. */
    INTERNAL;

    /** The spelling in metrics, such as {@code no-place}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
