package io.geocompliance.gateway.response;

import org.jspecify.annotations.Nullable;

/**
 * The languages that are known when the head leaves.
 *
 * @param notice of the notice page to link: the page's if that was known in time, else the notice's default
 * @param page what the page's {@code <html lang>} says, as it stands there; null where it was not seen in time
 */
public record HeadLanguages(String notice, @Nullable String page) {

    public HeadLanguages {
        if (!LanguageTag.isValid(notice)) {
            throw new IllegalArgumentException("not a language tag: " + notice);
        }
    }
}
