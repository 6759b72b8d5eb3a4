package io.geocompliance.gateway.notice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the accessibility links: to main content, navigation and search, as far as a site says that its pages have them. */
final class SkipLinks {

    private SkipLinks() {}

    /** @param language of the notice, which the links' words follow as far as there are some */
    static void write(HtmlWriter html, List<LookSettings.SkipLink> links, String language) {
        if (links.isEmpty()) {
            return;
        }
        Words words = Words.beside(Optional.of(language), List.of());
        html.markup("<nav").attribute("aria-label", words.get("skiplinks.label"));
        language(html, words.language(), language);
        html.markup("><ul>");
        for (LookSettings.SkipLink link : links) {
            String own = link.words().get(language);
            html.markup("<li><a").attribute("href", "#" + link.id());
            language(html, own == null ? words.language() : language, words.language());
            html.markup(">")
                    .text(
                            own == null
                                    ? words.get("skiplinks." + link.to().name().toLowerCase(Locale.ROOT))
                                    : own)
                    .markup("</a></li>");
        }
        html.markup("</ul></nav>");
    }

    private static void language(HtmlWriter html, String language, String around) {
        if (!language.equals(around)) {
            html.attribute("lang", language)
                    .attribute("dir", NoticeText.Direction.of(language).attribute());
        }
    }
}
