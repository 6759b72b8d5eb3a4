package io.geocompliance.gateway.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the demo site says: articles in three languages, put into one layout once at start. */
final class DemoPages {

    static final String DEFAULT_LANGUAGE = "en";
    private static final List<String> LANGUAGES = List.of(DEFAULT_LANGUAGE, "ru", "uk");
    private static final List<String> ARTICLES = List.of("weather", "library", "railway");
    private static final String HTML = "text/html; charset=utf-8";
    private static final Map<String, String> ASSETS = Map.of(
            "style.css", "text/css; charset=utf-8",
            "logo.svg", "image/svg+xml",
            "weather.svg", "image/svg+xml",
            "library.svg", "image/svg+xml",
            "railway.svg", "image/svg+xml",
            "icon.png", "image/png");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z.]+)}");
    private static final Pattern FRONT_MATTER = Pattern.compile("<!-- (title|description): (.*) -->\n");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private final String layout = text("layout.html");
    private final Map<String, Map<String, String>> words = new HashMap<>();
    private final Map<String, Map<String, Article>> articles = new HashMap<>();
    private final Map<String, DemoFile> files = new HashMap<>();

    /** One article: its head line and its element. */
    private record Article(String title, String description, String html) {

        static Article read(String name) {
            String source = text(name);
            Map<String, String> front = new HashMap<>();
            Matcher line = FRONT_MATTER.matcher(source);
            int end = 0;
            while (line.find() && line.start() == end) {
                front.put(line.group(1), line.group(2));
                end = line.end();
            }
            return new Article(
                    front.getOrDefault("title", ""), front.getOrDefault("description", ""), source.substring(end));
        }

        boolean mentions(String lowerCaseWords) {
            return TAG.matcher(html).replaceAll(" ").toLowerCase(Locale.ROOT).contains(lowerCaseWords);
        }
    }

    /** Reads everything from the class path. */
    DemoPages() {
        for (String language : LANGUAGES) {
            words.put(language, properties(language + "/words.properties"));
            Map<String, Article> inLanguage = new LinkedHashMap<>();
            for (String name : ARTICLES) {
                Article article = Article.read(language + "/" + name + ".html");
                inLanguage.put(name, article);
                files.put("/" + language + "/" + name, html(language, name, article));
            }
            articles.put(language, inLanguage);
            files.put("/" + language + "/", html(language, "", Article.read(language + "/index.html")));
        }
        files.put("/", file("/" + DEFAULT_LANGUAGE + "/"));
        // The repository is UTF-8 throughout; the old page becomes what it claims to be only here.
        byte[] old = text("legacy/index.html").getBytes(Charset.forName("windows-1251"));
        files.put("/legacy/", DemoFile.of("text/html; charset=windows-1251", "ru", old));
        ASSETS.forEach((name, type) -> files.put("/assets/" + name, DemoFile.of(type, "", bytes("assets/" + name))));
    }

    /** Every path that is there, with what it holds. */
    Map<String, DemoFile> files() {
        return Map.copyOf(files);
    }

    /** The language of a path's first segment, or the default. */
    String languageOf(String path) {
        return LANGUAGES.stream()
                .filter(language -> path.startsWith("/" + language + "/"))
                .findFirst()
                .orElse(DEFAULT_LANGUAGE);
    }

    /** The articles that hold these words, as a page. */
    DemoFile search(String language, String query) {
        Map<String, String> say = in(words, language);
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        String found = in(articles, language).entrySet().stream()
                .filter(entry -> !wanted.isEmpty() && entry.getValue().mentions(wanted))
                .map(entry -> "<li><a href=\"/" + language + "/" + entry.getKey() + "\">"
                        + entry.getValue().title() + "</a></li>\n")
                .collect(Collectors.joining());
        String title = in(say, "search.title");
        String list = found.isEmpty()
                ? "<p>" + in(say, "search.none") + "</p>"
                : "<ul class=\"results\">\n" + found + "</ul>";
        return html(language, "", new Article(title, title, "<h1>" + title + "</h1>\n" + list));
    }

    /** The page for paths where nothing is. */
    DemoFile lost(String language) {
        Map<String, String> say = in(words, language);
        String title = in(say, "lost.title");
        String body = "<h1>" + title + "</h1>\n<p>" + in(say, "lost.text") + "</p>\n<p><a href=\"/" + language + "/\">"
                + in(say, "lost.link") + "</a></p>";
        return html(language, "", new Article(title, title, body));
    }

    private DemoFile file(String path) {
        return in(files, path);
    }

    private DemoFile html(String language, String name, Article article) {
        Map<String, String> values = new HashMap<>(in(words, language));
        values.put("lang", language);
        values.put("name", name);
        values.put("title", article.title());
        values.put("description", article.description());
        values.put("content", article.html().strip());
        String page = PLACEHOLDER.matcher(layout).replaceAll(hit -> Matcher.quoteReplacement(in(values, hit.group(1))));
        return DemoFile.of(HTML, language, page.getBytes(StandardCharsets.UTF_8));
    }

    private static <V> V in(Map<String, V> map, String key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("the demo site lacks " + key);
        }
        return value;
    }

    private static Map<String, String> properties(String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text(name)));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
    }

    private static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream resource = DemoPages.class.getResourceAsStream("/demo/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("the demo site lacks " + name);
            }
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
