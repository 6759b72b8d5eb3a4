package io.geocompliance.gateway.notice;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes the pages that the gateway answers with in the origin's place, in the reader's language: what went wrong, or who blocks
 * and why. They hold no address and nothing of the request.
 *
 * <p>The words are in {@code pages/LANGUAGE.properties}.
 */
public final class StatusPages {

    private StatusPages() {}

    /** With the words that the program carries. */
    public static StatusPages load() {
        return new StatusPages();
    }

    /**
     * What went wrong.
     *
     * @param key of its words, such as {@code overloaded}
     * @param acceptLanguage the field lines of the request
     */
    public StatusPage failure(String key, int status, Collection<String> acceptLanguage) {
        Words words = words(acceptLanguage);
        return page(words, key, status, html -> {});
    }

    /**
     * That a visit is blocked: what, who, why.
     *
     * @param by the page of whoever blocks
     */
    public StatusPage blocked(URI by, Why why, Collection<String> acceptLanguage) {
        Words words = words(acceptLanguage);
        return page(words, "blocked", 451, html -> {
            heading(html, words.get("blocked.who"));
            html.markup("<p>").text(words.get("blocked.by")).markup(" <a");
            html.attribute("href", by.toString()).attribute("rel", "noreferrer").markup(">");
            html.text(by.toString()).markup("</a></p>\n");
            heading(html, words.get("blocked.why"));
            why.write(html, words.language(), acceptLanguage);
        });
    }

    /** That a page can't carry the notice that is due, and the notice. */
    public StatusPage refused(NoticeEdition notice, Collection<String> acceptLanguage) {
        Words words = words(acceptLanguage);
        Why why = Why.of(notice);
        return page(words, "refused", 503, html -> why.write(html, words.language(), acceptLanguage));
    }

    /**
     * That the bar is hidden from now on.
     *
     * @param notice whose bar it was
     */
    public StatusPage hidden(NoticeEdition notice, Collection<String> acceptLanguage) {
        Words words = words(acceptLanguage);
        String page = notice.pagePath(notice.languages()
                .choose(Optional.of(words.language()), acceptLanguage)
                .language());
        return page(
                words,
                "hidden",
                200,
                html -> html.markup("<p><a")
                        .attribute("href", "/")
                        .markup(">")
                        .text(words.get("hidden.on"))
                        .markup("</a></p>\n<p><a")
                        .attribute("href", page)
                        .markup(">")
                        .text(words.get("hidden.notice"))
                        .markup("</a></p>\n"));
    }

    /**
     * The page that comes before the site's first: the very bytes that go into pages elsewhere, and a way on.
     *
     * @param way to the page that was asked for
     */
    public StatusPage first(Fragment notice, String way) {
        Words words = Words.beside(Optional.of(notice.language()), List.of());
        HtmlWriter html = new HtmlWriter(HtmlWriter.Beyond.UTF_8);
        begin(html, words, words.get("first.title"));
        html.markup(notice.toString()).markup("\n<main>\n<h1>").text(words.get("first.title"));
        html.markup("</h1>\n<p>")
                .text(words.get("first.text"))
                .markup("</p>\n<p><a")
                .attribute("href", way);
        html.markup(">").text(words.get("first.on")).markup("</a></p>\n</main>\n</body>\n</html>\n");
        String policy = notice.styleSha256()
                .map(hash -> OwnPage.STYLED + " 'sha256-" + hash + "'")
                .orElse(notice.styleSheet().isPresent() ? OwnPage.STYLED + " 'self'" : OwnPage.STYLED);
        return new StatusPage(words.language(), html.bytes(), policy);
    }

    private static StatusPage page(Words words, String key, int status, Consumer<HtmlWriter> more) {
        String title = words.get(key + ".title");
        HtmlWriter html = new HtmlWriter(HtmlWriter.Beyond.UTF_8);
        begin(html, words, title);
        html.markup("<main>\n<h1>").text(title).markup("</h1>\n");
        html.markup("<p>").text(words.get(key + ".text")).markup("</p>\n");
        more.accept(html);
        if (status != 200) {
            html.markup("<p>")
                    .text(words.get("status").replace("{status}", Integer.toString(status)))
                    .markup("</p>\n");
        }
        html.markup("</main>\n</body>\n</html>\n");
        return new StatusPage(words.language(), html.bytes());
    }

    private static void begin(HtmlWriter html, Words words, String title) {
        html.markup("<!DOCTYPE html>\n<html")
                .attribute("lang", words.language())
                .attribute("dir", words.direction())
                .markup(">\n<head>\n<meta charset=\"utf-8\">\n");
        html.markup("<title>").text(title).markup("</title>\n");
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.markup("<style>").markup(NoticeStyle.PAGE).markup("</style>\n</head>\n<body>\n");
    }

    private static void heading(HtmlWriter html, String words) {
        html.markup("<h2>").text(words).markup("</h2>\n");
    }

    private static Words words(Collection<String> acceptLanguage) {
        return Words.beside(Optional.empty(), acceptLanguage);
    }

    /** Why a visit is blocked, in every language there is; the page's own is preferred, then the reader's. */
    public static final class Why {

        private final Languages languages;
        private final Map<String, Consumer<HtmlWriter>> texts;

        private Why(Languages languages, Map<String, Consumer<HtmlWriter>> texts) {
            this.languages = languages;
            this.texts = texts;
        }

        /** In the words of a notice: the whole of it, as on its own page. */
        public static Why of(NoticeEdition edition) {
            return new Why(
                    edition.languages(),
                    edition.notice().texts().values().stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    NoticeText::language,
                                    text -> html -> html.prose(withoutHiding(edition, text))
                                            .markup("\n")
                                            .prose(text.further()))));
        }

        private static Prose withoutHiding(NoticeEdition edition, NoticeText text) {
            NoticePaths paths = new NoticePaths(edition.notice().id());
            return text.banner().withoutLinksTo(paths.hide(text.language()));
        }

        /** In a sentence for each language; the first is for those who read none of them. */
        public static Why of(Map<String, String> sentences) {
            return new Why(
                    new Languages(
                            sentences.keySet(), sentences.keySet().iterator().next()),
                    sentences.entrySet().stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey,
                                    sentence -> html -> html.markup("<p>")
                                            .text(sentence.getValue())
                                            .markup("</p>"))));
        }

        private void write(HtmlWriter html, String pageLanguage, Collection<String> acceptLanguage) {
            String language =
                    languages.choose(Optional.of(pageLanguage), acceptLanguage).language();
            html.markup("<div").attribute("lang", language);
            html.attribute("dir", NoticeText.Direction.of(language).attribute()).markup(">\n");
            Optional.ofNullable(texts.get(language)).orElseThrow().accept(html);
            html.markup("\n</div>\n");
        }
    }
}
