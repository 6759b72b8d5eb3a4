package io.geocompliance.gateway.notice;

import java.util.Locale;
import java.util.Set;

/**
 * A notice in one language.
 *
 * @param language BCP 47 tag
 * @param direction of the language's script
 * @param label names the notice to assistive technology, and is the title of its page
 * @param banner what stands in the site's pages; its last block is the link to the notice's own page
 * @param further what only the notice's own page says
 */
public record NoticeText(String language, Direction direction, String label, Prose banner, Prose further) {

    /** Which way a script runs, in the spelling of HTML's {@code dir}. */
    public enum Direction {
        LTR,
        RTL;

        /** Right-to-left scripts of Unicode (Script property with Bidi_Class R or AL) that are in modern use. */
        private static final Set<String> RTL_SCRIPTS =
                Set.of("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi");

        /** Languages whose likely script (CLDR likelySubtags) is one of these. */
        private static final Set<String> RTL_LANGUAGES = Set.of(
                "ar", "arc", "arz", "azb", "bal", "bgn", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc",
                "luz", "mzn", "nqo", "pnb", "prs", "ps", "rhg", "sam", "sd", "sdh", "skr", "syr", "ug", "ur", "yi");

        /** The direction of a language: its script subtag decides, else the script it is usually written in. */
        public static Direction of(String language) {
            Locale locale = Locale.forLanguageTag(language);
            boolean rtl = locale.getScript().isEmpty()
                    ? RTL_LANGUAGES.contains(locale.getLanguage())
                    : RTL_SCRIPTS.contains(locale.getScript());
            return rtl ? RTL : LTR;
        }

        /** The value of the attribute. */
        public String attribute() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
