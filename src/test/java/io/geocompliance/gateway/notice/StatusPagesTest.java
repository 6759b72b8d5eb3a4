package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What the gateway says in the origin's place: whole, accessible, in the reader's language. */
class StatusPagesTest {

    private static final Set<String> LANGUAGES = Words.LANGUAGES;
    private static final URI BY = URI.create("https://news.example/legal?a=1&b=2");
    private static final StatusPages PAGES = StatusPages.load();
    private static final NoticeEdition NOTICE = new NoticeEdition(Samples.shipped(), "test");

    static Stream<Arguments> pages() {
        Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put("uk", "Закон <так> велить.");
        sentences.put("he", "החוק");
        return LANGUAGES.stream().flatMap(language -> {
            List<String> accepted = List.of(language);
            return Stream.of(
                    Arguments.argumentSet(language + " failure", language, PAGES.failure("overloaded", 503, accepted)),
                    Arguments.argumentSet(
                            language + " block in words",
                            language,
                            PAGES.blocked(BY, StatusPages.Why.of(sentences), accepted)),
                    Arguments.argumentSet(
                            language + " block in a notice's words",
                            language,
                            PAGES.blocked(BY, StatusPages.Why.of(NOTICE), accepted)),
                    Arguments.argumentSet(language + " refusal", language, PAGES.refused(NOTICE, accepted)));
        });
    }

    private static Judge judge(StatusPage page) {
        return Judge.of(new String(page.body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAWholeAccessiblePage(String language, StatusPage page) {
        Judge judge = judge(page);
        assertThat(judge.errors()).isEmpty();
        assertThat(page.language()).isEqualTo(language);
        assertThat(judge.only("html").getAttribute("lang")).isEqualTo(language);
        assertThat(judge.only("html").getAttribute("dir")).isEqualTo(language.equals("fa") ? "rtl" : "ltr");
        assertThat(judge.only("title").getTextContent())
                .isNotBlank()
                .isEqualTo(judge.only("h1").getTextContent());
        assertThat(judge.only("main").getElementsByTagName("h1").getLength()).isEqualTo(1);
        assertThat(judge.all("script")).isEmpty();
        assertThat(judge.all("h3")).isEmpty();
        assertThat(judge.all("meta"))
                .anyMatch(meta -> meta.getAttribute("name").equals("viewport")
                        && !meta.getAttribute("content").contains("maximum-scale"));
        assertThat(judge.only("style").getTextContent()).isEqualTo(NoticeStyle.PAGE);
        assertThat(page.contentSecurityPolicy()).contains("'sha256-" + NoticeStyle.hash(NoticeStyle.PAGE) + "'");
        assertThat(judge.all("a"))
                .filteredOn(a -> a.getAttribute("href").startsWith("http"))
                .allMatch(a -> a.getAttribute("rel").equals("noreferrer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"be", "crh", "en", "fa", "ru", "uk"})
    void everyLanguageHasEveryWord(String language) {
        Map<String, String> words =
                Words.beside(Optional.of(language), List.of()).all();
        assertThat(words.keySet())
                .isEqualTo(Words.beside(Optional.of("en"), List.of()).all().keySet());
        assertThat(words.values()).noneMatch(String::isBlank);
        assertThat(words.get("status")).contains("{status}");
    }

    @Test
    void aBlockSaysWhoAndWhyInALanguageOfTheReaders() {
        Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put("de", "Das Gesetz <will> es.");
        sentences.put("ru", "Так велит закон.");
        StatusPages.Why why = StatusPages.Why.of(sentences);

        Element russian = judge(PAGES.blocked(BY, why, List.of("ru"))).only("div");
        assertThat(russian.getAttribute("lang")).isEqualTo("ru");
        assertThat(russian.getTextContent()).contains("Так велит закон.");

        Judge german = judge(PAGES.blocked(BY, why, List.of("de, uk;q=0.5")));
        assertThat(german.only("html").getAttribute("lang")).isEqualTo("uk");
        assertThat(german.only("div").getAttribute("lang")).isEqualTo("de");
        assertThat(german.only("div").getTextContent()).contains("Das Gesetz <will> es.");
        assertThat(german.only("a").getAttribute("href")).isEqualTo(BY.toString());

        Judge first = judge(PAGES.blocked(BY, why, List.of("fr")));
        assertThat(first.only("html").getAttribute("lang")).isEqualTo("en");
        assertThat(first.only("div").getAttribute("lang")).isEqualTo("de");
    }

    @Test
    void aReasonRunsTheWayItsScriptDoes() {
        Element hebrew = judge(PAGES.blocked(BY, StatusPages.Why.of(Map.of("he", "החוק")), List.of()))
                .only("div");
        assertThat(hebrew.getAttribute("dir")).isEqualTo("rtl");
    }

    @Test
    void aNoticeIsShownWhole() {
        Judge judge = judge(PAGES.refused(NOTICE, List.of("ru")));
        NoticeText text = NOTICE.notice().texts().get("ru");
        String shown = judge.only("div").getTextContent();
        Prose banner = text.banner().withoutLinksTo(new NoticePaths("ru-undesirable").hide("ru"));
        for (Prose prose : List.of(banner, text.further())) {
            prose.blocks().stream()
                    .flatMap(block -> block.lines().stream())
                    .flatMap(List::stream)
                    .forEach(piece -> assertThat(shown).contains(piece.text()));
        }
    }

    @Test
    void anUnknownKeyIsABug() {
        assertThatThrownBy(() -> PAGES.failure("no-such-failure", 500, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
