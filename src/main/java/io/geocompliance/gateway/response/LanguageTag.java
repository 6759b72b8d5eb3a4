package io.geocompliance.gateway.response;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Language tags (BCP 47, RFC 5646 2.1). */
final class LanguageTag {

    /**
     * ISO 639 codes alone: the grammar also admits words of four to eight letters, for which nothing is registered, so
     * {@code lang="russian"} is a slip. 35 characters are the least that RFC 5646 4.4.1 asks for.
     */
    private static final Pattern SHAPE = Pattern.compile("(?=.{2,35}$)[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");

    private LanguageTag() {}

    static boolean isValid(String tag) {
        if (isShort(tag)) {
            return true;
        }
        if (!SHAPE.matcher(tag).matches()) {
            return false;
        }
        try {
            new Locale.Builder().setLanguageTag(tag);
            return true;
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /** A language alone, as most are. */
    private static boolean isShort(String tag) {
        boolean letters = tag.length() == 2 || tag.length() == 3;
        for (int i = 0; letters && i < tag.length(); i++) {
            char lower = (char) (tag.charAt(i) | 0x20);
            letters = lower >= 'a' && lower <= 'z';
        }
        return letters;
    }
}
