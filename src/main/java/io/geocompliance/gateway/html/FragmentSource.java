package io.geocompliance.gateway.html;

import org.jspecify.annotations.Nullable;

/** Chooses the fragment that goes into a page, once the place is found. */
@FunctionalInterface
public interface FragmentSource {

    /**
     * The bytes to insert; asked once per page, and only if they do go in.
     *
     * @param pageLanguage the value of {@code <html lang>} as it stands in the page, or null where there is none
     */
    byte[] choose(@Nullable String pageLanguage);
}
