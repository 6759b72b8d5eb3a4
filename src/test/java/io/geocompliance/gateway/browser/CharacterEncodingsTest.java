package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages in old encodings hold the same text with the gateway before them as without it, and the notice's text is right in each. */
@Tag("browser")
class CharacterEncodingsTest {

    /** Texts of each encoding; the East Asian ones hold characters whose second byte is a backslash or a letter in ASCII. */
    private static final Map<String, String> TEXTS = new TreeMap<>(Map.of(
            "windows-1251", "Съешь ещё этих мягких французских булок — «№ 5», да выпей чаю",
            "koi8-r", "Съешь ещё этих мягких французских булок, да выпей чаю",
            "ibm866", "Съешь ещё этих мягких французских булок № 5",
            "shift_jis", "新聞の表示: ソフト、能力、十日、予定",
            "euc-jp", "新聞の表示: ソフト、能力、十日、予定",
            "gbk", "新闻:简体中文、測試、丂丄乗",
            "big5", "新聞:許功蓋、繁體中文",
            "euc-kr", "오늘의 뉴스: 다리가 다시 열렸다",
            "utf-8", "Съешь ещё — 新聞 — 뉴스 — 🌉"));

    private static final String NOTICE =
            "Российские власти внесли «Example News» в перечень: «нежелательная организация».";

    @TempDir
    static Path directory;

    private static NginxAround site;
    private static Reader reader;

    /** How a page says what it is written in. */
    enum Declared {
        /** By the Content-Type field alone. */
        FIELD,
        /** By a meta element alone. */
        META,
        /** By the field, with a meta element that is wrong and must not count. */
        FIELD_OVER_META;

        String meta(String charset) {
            return switch (this) {
                case FIELD -> "";
                case META -> "<meta charset=" + charset + ">";
                case FIELD_OVER_META -> "<meta charset=iso-8859-2>";
            };
        }
    }

    @BeforeAll
    static void start() {
        String fields = TEXTS.keySet().stream()
                .map(charset ->
                        "location ~ ^/field.*/%1$s[.] { charset off; types {} default_type 'text/html; charset=%1$s'; }"
                                .formatted(charset))
                .collect(Collectors.joining("\n"));
        site = NginxAround.start(directory, fields);
        pages().forEach(page -> {
            String charset = (String) page.get()[0];
            Declared declared = (Declared) page.get()[1];
            for (String bodyTag : new String[] {"<body class=b>", ""}) {
                site.publish(path(charset, declared, bodyTag), page(charset, declared.meta(charset) + "%s" + bodyTag));
            }
        });
        reader = Reader.start(directory);
    }

    @AfterAll
    static void stop() {
        reader.close();
        site.close();
    }

    private static Stream<Arguments> pages() {
        return TEXTS.keySet().stream()
                .flatMap(charset -> Stream.of(Declared.values()).map(declared -> Arguments.of(charset, declared)));
    }

    private static String path(String charset, Declared declared, String bodyTag) {
        return "/" + declared.name().toLowerCase(Locale.ROOT) + "/" + charset
                + (bodyTag.isEmpty() ? ".implied.html" : ".tag.html");
    }

    private static byte[] page(String charset, String head) {
        String text = TEXTS.get(charset);
        String page = "<!doctype html><html>" + head.formatted("<title>" + text + "</title>") + "<h1>" + text
                + "</h1><p title='" + text + "'>" + text + "</p>";
        return page.getBytes(Charset.forName(charset));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("pages")
    void textIsTheSame(String charset, Declared declared) {
        String text = TEXTS.get(charset);
        for (String bodyTag : new String[] {"<body class=b>", ""}) {
            String path = path(charset, declared, bodyTag);
            reader.from(Visitor.RUSSIA, "ru").open(site.originUrl() + path);
            Written before = Written.read(reader);
            assertThat(before.body()).as("text without the gateway").isEqualTo(text + text);

            reader.open(site.url() + path);
            assertThat(Written.read(reader)).isEqualTo(before);
            assertThat(before.title()).isEqualTo(text);
            assertThat(before.attribute()).isEqualTo(text);
            assertThat(reader.notices()).isOne();
            assertThat(reader.noticeIsFirst()).isTrue();
            assertThat(reader.noticeText()).startsWith(NOTICE).doesNotContain("�");
        }
    }

    /** What a page says, and what the browser takes it to be written in. */
    private record Written(String encoding, String title, String body, String attribute) {

        static Written read(Reader reader) {
            return new Written(
                    reader.text("return document.characterSet"),
                    reader.text("return document.title"),
                    reader.otherText(),
                    reader.text("return document.querySelector('p[title]').title"));
        }
    }
}
