package io.geocompliance.gateway.coding.splice;

/**
 * Tells where the fragment goes in, from a page's decoded bytes. One seam serves one page, on one thread; after it has found the place
 * it is not asked again.
 */
public interface Seam {

    /** The answer while the place is searched. */
    long SEARCHING = -1;

    /** The answer when there is no place. */
    long NEVER = -2;

    /** How far behind the last byte that was scanned the place may turn out to lie. */
    int LOOK_BACK = 4096;

    /**
     * Looks at the page's next bytes.
     *
     * @param window holds them; read only, and kept only during the call
     * @param from index of the first byte, the one after the last of the call before
     * @param to index behind the last byte
     * @return the offset in the page before which the fragment goes in, {@link #SEARCHING} or {@link #NEVER}
     */
    long scan(byte[] window, int from, int to);

    /** The same for a page that ends here; not {@link #SEARCHING}. */
    long end();

    /**
     * While the place is searched: it will not be less than this offset. It never decreases and lies at most {@link #LOOK_BACK} bytes
     * behind the last byte of the last scan.
     */
    long safe();

    /** The fragment; asked once the place is found. */
    CompiledFragment fragment();
}
