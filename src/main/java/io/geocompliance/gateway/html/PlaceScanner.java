package io.geocompliance.gateway.html;

import org.jspecify.annotations.Nullable;

/** Reads a page in chunks and finds the place of its notice. One scanner reads one page, on one thread. */
public interface PlaceScanner {

    /**
     * Scans the page's next bytes; once anything but {@link Finding.Searching} is returned, that is the answer for good.
     *
     * @param window holds the bytes; read only, and kept only during the call
     * @param from index of the first byte, the one after the last of the scan before
     * @param to index behind the last byte
     */
    Finding scan(byte[] window, int from, int to);

    /** The answer for a page that ends here; never {@link Finding.Searching}. */
    Finding end();

    /**
     * The place will not be less than this offset, so everything before it may leave. It never decreases, and while the place is
     * searched it lies at most {@link #lookBack} bytes behind the scanned end.
     */
    long safe();

    /** The value of {@code <html lang>} as it stands in the page, or null where none was seen up to now. */
    @Nullable
    String pageLanguage();

    /** Whether an html start tag was seen. */
    boolean htmlTagSeen();

    /** How far the place may lie behind the scanned end while it is searched, in bytes. */
    default int lookBack() {
        return HtmlScanner.LOOK_BACK;
    }

    /** Whether the page begins with a skip link of its own; said once the place is found, and only by scanners that look. */
    default boolean skipLinkSeen() {
        return false;
    }
}
