package io.geocompliance.gateway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a notice's own pages: for each language the whole text, once with style and once as headings and paragraphs alone. */
final class NoticePages {

    /** What languages call themselves for which Java has only the English name. */
    private static final Map<String, String> OWN_NAMES = Map.of("crh", "Qırımtatarca");

    private final Notice notice;
    private final NoticePaths paths;

    NoticePages(Notice notice) {
        this.notice = notice;
        this.paths = new NoticePaths(notice.id());
    }

    List<OwnPage> write() {
        List<OwnPage> pages = new ArrayList<>();
        for (NoticeText text : notice.texts().values()) {
            pages.add(page(text, true));
            pages.add(page(text, false));
        }
        return List.copyOf(pages);
    }

    private OwnPage page(NoticeText text, boolean styled) {
        HtmlWriter html = new HtmlWriter(HtmlWriter.Beyond.UTF_8);
        head(html, text, styled);
        html.markup("<body>\n<main>\n<h1>").text(text.label()).markup("</h1>\n");
        // A link to the very page it stands on would only confuse.
        html.prose(text.banner()
                        .withoutLinksTo(paths.page(text.language()))
                        .withoutLinksTo(paths.hide(text.language())))
                .markup("\n");
        if (styled) {
            html.prose(text.further());
        } else {
            html.spacedProse(text.further().withoutLinksTo(paths.plain(text.language())));
        }
        html.markup("\n</main>\n");
        otherLanguages(html, text, styled);
        html.markup("</body>\n</html>\n");
        return new OwnPage(path(text, styled), text.language(), html.bytes(), styled ? OwnPage.STYLED : OwnPage.PLAIN);
    }

    private void head(HtmlWriter html, NoticeText text, boolean styled) {
        html.markup("<!DOCTYPE html>\n<html")
                .attribute("lang", text.language())
                .attribute("dir", text.direction().attribute())
                .markup(">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .text(text.label())
                .markup("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .markup("<meta name=\"referrer\" content=\"no-referrer\">\n");
        for (NoticeText other : notice.texts().values()) {
            html.markup("<link rel=\"alternate\"")
                    .attribute("hreflang", other.language())
                    .attribute("href", path(other, styled))
                    .markup(">\n");
        }
        if (styled) {
            html.markup("<style>").markup(NoticeStyle.PAGE).markup("</style>\n");
        }
        html.markup("</head>\n");
    }

    private void otherLanguages(HtmlWriter html, NoticeText text, boolean styled) {
        if (notice.texts().size() < 2) {
            return;
        }
        html.markup("<nav>\n<ul>\n");
        for (NoticeText other : notice.texts().values()) {
            if (!other.language().equals(text.language())) {
                html.markup(styled ? "<li>" : "<li><p>")
                        .markup("<a rel=\"alternate\"")
                        .attribute("href", path(other, styled))
                        .attribute("hreflang", other.language())
                        .attribute("lang", other.language())
                        .attribute("dir", other.direction().attribute())
                        .markup(">")
                        .text(ownName(other.language()))
                        .markup(styled ? "</a></li>\n" : "</a></p></li>\n");
            }
        }
        html.markup("</ul>\n</nav>\n");
    }

    private String path(NoticeText text, boolean styled) {
        return styled ? paths.page(text.language()) : paths.plain(text.language());
    }

    /** What the language is called in itself, which is what its readers look for. */
    private static String ownName(String language) {
        Locale locale = Locale.forLanguageTag(language);
        String known = OWN_NAMES.get(locale.getLanguage());
        if (known != null) {
            return known;
        }
        String name = locale.getDisplayName(locale);
        return name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(locale)
                + name.substring(name.offsetByCodePoints(0, 1));
    }
}
