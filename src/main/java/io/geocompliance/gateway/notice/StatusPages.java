package io.geocompliance.gateway.notice;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes the pages that the gateway answers with in the origin's place, in the reader's language: what went wrong, or who blocks
 * and why. They hold no address and nothing of the request.
 *
 * <p>The words are in {@code pages/LANGUAGE.properties}.
 */
public final class StatusPages {

    /** A file of words for each; a test holds that none lacks a word that another has. */
    static final Set<String> IN = Set.of("be", "crh", "en", "fa", "ru", "uk");

    private static final Languages LANGUAGES = new Languages(IN, "en");

    /** By language, then by key. */
    private final Map<String, Map<String, String>> words;

    private StatusPages(Map<String, Map<String, String>> words) {
        this.words = words;
    }

    /** With the words that the program carries. */
    public static StatusPages load() {
        return new StatusPages(
                IN.stream().collect(Collectors.toUnmodifiableMap(language -> language, StatusPages::words)));
    }

    /**
     * What went wrong.
     *
     * @param key of its words, such as {@code overloaded}
     * @param acceptLanguage the field lines of the request
     */
    public StatusPage failure(String key, int status, Collection<String> acceptLanguage) {
        String language = language(acceptLanguage);
        return page(language, key, status, html -> {});
    }

    /**
     * That a visit is blocked: what, who, why.
     *
     * @param by the page of whoever blocks
     */
    public StatusPage blocked(URI by, Why why, Collection<String> acceptLanguage) {
        String language = language(acceptLanguage);
        return page(language, "blocked", 451, html -> {
            heading(html, words(language, "blocked.who"));
            html.markup("<p>").text(words(language, "blocked.by")).markup(" <a");
            html.attribute("href", by.toString()).attribute("rel", "noreferrer").markup(">");
            html.text(by.toString()).markup("</a></p>\n");
            heading(html, words(language, "blocked.why"));
            why.write(html, language, acceptLanguage);
        });
    }

    /** That a page can't carry the notice that is due, and the notice. */
    public StatusPage refused(NoticeEdition notice, Collection<String> acceptLanguage) {
        String language = language(acceptLanguage);
        Why why = Why.of(notice);
        return page(language, "refused", 503, html -> why.write(html, language, acceptLanguage));
    }

    /** The words of every key in a language. */
    Map<String, String> in(String language) {
        return Optional.ofNullable(words.get(language)).orElseThrow();
    }

    private StatusPage page(String language, String key, int status, Consumer<HtmlWriter> more) {
        String title = words(language, key + ".title");
        HtmlWriter html = new HtmlWriter(HtmlWriter.Beyond.UTF_8);
        html.markup("<!DOCTYPE html>\n<html")
                .attribute("lang", language)
                .attribute("dir", NoticeText.Direction.of(language).attribute())
                .markup(">\n<head>\n<meta charset=\"utf-8\">\n");
        html.markup("<title>").text(title).markup("</title>\n");
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.markup("<style>").markup(NoticeStyle.PAGE).markup("</style>\n</head>\n<body>\n<main>\n");
        html.markup("<h1>").text(title).markup("</h1>\n");
        html.markup("<p>").text(words(language, key + ".text")).markup("</p>\n");
        more.accept(html);
        html.markup("<p>")
                .text(words(language, "status").replace("{status}", Integer.toString(status)))
                .markup("</p>\n</main>\n</body>\n</html>\n");
        return new StatusPage(language, html.bytes());
    }

    private static void heading(HtmlWriter html, String words) {
        html.markup("<h2>").text(words).markup("</h2>\n");
    }

    private static String language(Collection<String> acceptLanguage) {
        return LANGUAGES.choose(Optional.empty(), acceptLanguage).language();
    }

    private String words(String language, String key) {
        String found = in(language).get(key);
        if (found == null) {
            throw new IllegalArgumentException("pages/" + language + ".properties has no " + key);
        }
        return found;
    }

    private static Map<String, String> words(String language) {
        Properties properties = new Properties();
        String name = "/pages/" + language + ".properties";
        try (InputStream stream = StatusPages.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + name);
            }
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
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
                                    text -> html -> html.prose(text.banner())
                                            .markup("\n")
                                            .prose(text.further()))));
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
