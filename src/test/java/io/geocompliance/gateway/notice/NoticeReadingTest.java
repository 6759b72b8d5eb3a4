package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.notice.Notice.Mistake;
import io.geocompliance.gateway.notice.Notice.Severity;
import io.geocompliance.gateway.notice.Notice.Spot;
import io.geocompliance.gateway.notice.NoticeSettings.Parameter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the author of a notice is told, and where. */
class NoticeReadingTest {

    private static final String END = "\n\n[What this means]({page})\n";

    /** A mistake in a text: the text, where it must be found, and a part of what must be said. */
    record Wrong(String text, int line, int column, String message) {}

    static List<Wrong> wrongTexts() {
        return List.of(
                new Wrong("Words" + END, 1, 1, "begins with a line \"# Label\""),
                new Wrong("", 1, 1, "begins with a line \"# Label\""),
                new Wrong("\n\nWords" + END, 3, 1, "begins with a line \"# Label\""),
                new Wrong("#  \nWords" + END, 1, 4, "the label is empty"),
                new Wrong("# A **b**\nWords" + END, 1, 3, "the label is plain words"),
                new Wrong("# L\n\n---\nWords" + END, 2, 1, "the banner has no text"),
                new Wrong("# L\n\nSome **words" + END, 3, 6, "no ** ends them"),
                new Wrong("# L\n\nSome ****" + END, 3, 6, "no ** ends them"),
                new Wrong("# L\n\nOne\n  two **three" + END, 4, 7, "no ** ends them"),
                new Wrong("# L\n\n**a [b](https://c.example/)**" + END, 3, 5, "no link within"),
                new Wrong("# L\n\nSee [words" + END, 3, 5, "a link is [words](address)"),
                new Wrong("# L\n\nSee [a **b**](https://c.example/)" + END, 3, 8, "a link's text is plain words"),
                new Wrong("# L\n\nSee [words](https://c.example/" + END, 3, 5, "no closing )"),
                new Wrong("# L\n\nSee [a](javascript:alert(1\\))" + END, 3, 9, "full http(s) address"),
                new Wrong("# L\n\nSee [a](data:text/html,x)" + END, 3, 9, "full http(s) address"),
                new Wrong("# L\n\nSee [a](//c.example/)" + END, 3, 9, "full http(s) address"),
                new Wrong("# L\n\nSee [a](/about)" + END, 3, 9, "full http(s) address"),
                new Wrong("# L\n\nSee [a](https://u:p@c.example/)" + END, 3, 9, "no user name"),
                new Wrong("# L\n\nSee [a](https://c.example/ж)" + END, 3, 9, "/%D0%B6"),
                new Wrong("# L\n\nSee [a](https://c.example/ x)" + END, 3, 9, "not an address"),
                new Wrong("# L\n\nSee [ ](https://c.example/)" + END, 3, 5, "can be read out"),
                new Wrong("# L\n\nSee [here](https://c.example/)" + END, 3, 5, "WCAG 2.4.4"),
                new Wrong("# L\n\nSee [Тут!](https://c.example/)" + END, 3, 5, "WCAG 2.4.4"),
                new Wrong("# L\n\nSee [тук](https://c.example/)" + END, 3, 5, "WCAG 2.4.4"),
                new Wrong("# L\n\nSee [Hier](https://c.example/)" + END, 3, 5, "WCAG 2.4.4"),
                new Wrong("# L\n\nSee [ici…](https://c.example/)" + END, 3, 5, "WCAG 2.4.4"),
                new Wrong("# L\n\nSee [words](lang:EN-gb)" + END, 3, 13, "not a language tag"),
                new Wrong("# L\n\nSee [](lang:ru)" + END, 3, 8, "no words are marked"),
                new Wrong("# L\n\nSee [Бліжэй](https://c.example/ж)" + END, 3, 14, "/%D0%B6"),
                new Wrong("# L\n\nBy {nobody}" + END, 3, 4, "no parameter is called nobody"),
                new Wrong("# L\n\nBy {half}" + END, 3, 4, "no value for language en"),
                new Wrong("# L\n\nBy {name" + END, 3, 4, "{ without }"),
                new Wrong("# L\n\nBy name}" + END, 3, 8, "} without {"),
                new Wrong("# L\n\nA\u0007b" + END, 3, 2, "a control character"),
                new Wrong("# L\n\n## Heading" + END, 3, 1, "no heading before the line ---"),
                new Wrong("# L\n\nWords" + END + "---\n# Big", 7, 1, "a heading is a line \"## Words\""),
                new Wrong("# L\n\nWords" + END + "---\nA\n\n---\nB", 9, 1, "one line ---"),
                new Wrong("# L\n\n- One\n  - **two" + END, 4, 5, "no ** ends them"),
                new Wrong("# L\n\nWords", 1, 1, "the banner ends with one paragraph [link text]({page})"),
                new Wrong("# L\n\n[More of it]({page})\n\nWords", 1, 1, "the banner ends with one paragraph"),
                new Wrong("# L\n\n[More of it]({page})" + END, 1, 1, "the banner ends with one paragraph"),
                new Wrong("# L\n\nSee [all of it]({page})", 1, 1, "the banner ends with one paragraph"),
                new Wrong("# L\n\n[Plain page]({plain})" + END, 1, 1, "{plain} after it"),
                new Wrong("# L\n\nWords" + END + "---\n[Page again]({page})", 1, 1, "{page} belongs before"));
    }

    @ParameterizedTest
    @MethodSource("wrongTexts")
    void saysWhatIsWrongAndWhere(Wrong wrong) {
        Notice.Reading reading = read(wrong.text());
        assertThat(reading.notice()).isEmpty();
        assertThat(reading.mistakes())
                .filteredOn(mistake -> mistake.severity() == Severity.ERROR)
                .anySatisfy(mistake -> {
                    assertThat(mistake.spot()).isEqualTo(new Spot.InText("en.md", wrong.line(), wrong.column()));
                    assertThat(mistake.message()).contains(wrong.message());
                });
    }

    @Test
    void saysEverythingAtOnce() {
        Notice.Reading reading = Notice.of(
                "Bad Id",
                new NoticeSettings(0, "fr", Map.of("page", new Parameter.Same("x")), null, null),
                Map.of("en", "# L\n\n{a} [here](x:y)", "ru", "L", "EN-gb", "# L\n\nWords" + END));
        assertThat(reading.notice()).isEmpty();
        assertThat(reading.mistakes())
                .extracting(Mistake::spot)
                .contains(
                        new Spot.InSettings(""),
                        new Spot.InSettings("version"),
                        new Spot.InSettings("defaultLanguage"),
                        new Spot.InSettings("legalReference"),
                        new Spot.InSettings("reviewBy"),
                        new Spot.InText("EN-gb.md", 1, 1),
                        new Spot.InText("en.md", 3, 1),
                        new Spot.InText("en.md", 3, 5),
                        new Spot.InText("en.md", 3, 12),
                        new Spot.InText("ru.md", 1, 1),
                        new Spot.InSettings("parameters.page"));
    }

    @Test
    void aValueIsOneLineThatSaysSomething() {
        Map<String, Parameter> parameters = Map.of(
                "a", new Parameter.Same(" "),
                "b", new Parameter.Same("two\nlines"),
                "c", new Parameter.PerLanguage(Map.of("en", "\u0085")));
        NoticeSettings settings = new NoticeSettings(1, "en", parameters, "c", LocalDate.parse("2030-01-01"));
        Notice.Reading reading = Notice.of("n", settings, Map.of("en", "# L\n\n{a} {b} {c}" + END));
        assertThat(reading.notice()).isEmpty();
        assertThat(reading.mistakes())
                .extracting(Mistake::spot)
                .containsExactly(
                        new Spot.InSettings("parameters.a"),
                        new Spot.InSettings("parameters.b"),
                        new Spot.InSettings("parameters.c.en"));
    }

    @Test
    void warnsOfWhatAReaderOrCounselWouldMiss() {
        NoticeSettings settings = new NoticeSettings(
                1,
                "en",
                Map.of(
                        "unused", new Parameter.Same("x"),
                        "name", new Parameter.PerLanguage(Map.of("en", "N", "de", "N"))),
                null,
                null);
        String text = "# L\n\n{name} " + "word ".repeat(240) + END;
        Notice.Reading reading = Notice.of("n", settings, Map.of("en", text));
        assertThat(reading.notice()).isPresent();
        assertThat(reading.mistakes()).extracting(Mistake::severity).containsOnly(Severity.WARNING);
        assertThat(reading.mistakes())
                .extracting(Mistake::spot)
                .containsExactlyInAnyOrder(
                        new Spot.InSettings("legalReference"),
                        new Spot.InSettings("reviewBy"),
                        new Spot.InSettings("parameters.unused"),
                        new Spot.InSettings("parameters.name.de"),
                        new Spot.InText("en.md", 2, 1));
    }

    /** A text that can be served but is a burden to some of its readers: where, and a part of what must be said. */
    static List<Wrong> burdens() {
        return List.of(
                new Wrong("# " + "long ".repeat(17) + "\n\nWords" + END, 1, 1, "the label is longer than 80"),
                new Wrong(
                        "# L\n\nSee [" + "a".repeat(121) + "](https://c.example/)" + END,
                        3,
                        5,
                        "at most 120 characters"),
                new Wrong(
                        "# L\n\nВласти внесли издание: что-то, 1" + END,
                        1,
                        1,
                        "most of the text is in Cyrillic letters"),
                new Wrong(
                        "# L\n\nThe notice says: власти внесли издание в список, and it says so in plain words" + END,
                        3,
                        1,
                        "“власти внесли издание в список,” as en"),
                new Wrong(
                        "# L\n\nWords and more words here,\nbut **власти внесли издание в список** as well" + END,
                        4,
                        7,
                        "[words](lang:en)"));
    }

    @ParameterizedTest
    @MethodSource("burdens")
    void warnsOfWhatIsABurdenToThoseWhoHearIt(Wrong wrong) {
        Notice.Reading reading = read(wrong.text());
        assertThat(reading.notice()).isPresent();
        assertThat(inTexts(reading)).first().satisfies(mistake -> {
            assertThat(mistake.severity()).isEqualTo(Severity.WARNING);
            assertThat(mistake.spot()).isEqualTo(new Spot.InText("en.md", wrong.line(), wrong.column()));
            assertThat(mistake.message()).contains(wrong.message());
        });
    }

    @Test
    void wordsOfAnotherLanguageAreMarkedWithTheirTag() {
        Notice.Reading reading =
                read("# L\n\nIt says: [власти внесли издание в список](lang:ru), and [דבר](lang:he)." + END);
        assertThat(inTexts(reading)).isEmpty();
        assertThat(reading.notice()
                        .orElseThrow()
                        .texts()
                        .get("en")
                        .banner()
                        .blocks()
                        .get(0)
                        .lines()
                        .get(0))
                .contains(new Prose.Foreign("власти внесли издание в список", "ru"), new Prose.Foreign("דבר", "he"));
        assertThat(new String(
                        new HtmlWriter(HtmlWriter.Beyond.UTF_8)
                                .prose(reading.notice()
                                        .orElseThrow()
                                        .texts()
                                        .get("en")
                                        .banner())
                                .bytes(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .contains("<span lang=\"ru\" dir=\"ltr\">власти внесли издание в список</span>")
                .contains("<span lang=\"he\" dir=\"rtl\">דבר</span>");
    }

    @Test
    void aBannerOfExactlyTheLimitIsNotLong() {
        String link = "[What this means]({page})";
        String atLimit = "w".repeat(AccessibleMarkup.LONG_BANNER_CHARACTERS - "What this means".length());
        assertThat(read("# L\n\n" + atLimit + "\n\n" + link).mistakes())
                .noneMatch(mistake -> mistake.message().contains("characters"));
        assertThat(read("# L\n\n" + atLimit + "w\n\n" + link).mistakes())
                .anyMatch(mistake -> mistake.message().contains("the banner has 1201 characters"));
    }

    @Test
    void readsTheMarkup() {
        NoticeText text = read("""
                        # The \\*label\\* of {name}

                        One line
                        and **another** of \\*\\* {name}.
                        - an item
                          that goes on
                        - [a link](https://a.example/{name})

                        [What this means]({page})
                        ---
                        ## Heading
                        Closely followed
                        """).notice().orElseThrow().texts().get("en");
        assertThat(text.label()).isEqualTo("The *label* of N");
        assertThat(text.banner().blocks())
                .containsExactly(
                        new Prose.Block(
                                Prose.Kind.PARAGRAPH,
                                List.of(List.of(
                                        new Prose.Text("One line and "),
                                        new Prose.Strong("another"),
                                        new Prose.Text(" of ** N.")))),
                        new Prose.Block(
                                Prose.Kind.LIST,
                                List.of(
                                        List.of(new Prose.Text("an item that goes on")),
                                        List.of(new Prose.Link("a link", "https://a.example/N")))),
                        new Prose.Block(
                                Prose.Kind.PARAGRAPH,
                                List.of(List.of(
                                        new Prose.Link("What this means", "/.well-known/geo-compliance/n/en")))));
        assertThat(text.further().blocks())
                .extracting(Prose.Block::kind)
                .containsExactly(Prose.Kind.HEADING, Prose.Kind.PARAGRAPH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "\n"})
    void lineEndsAndByteOrderMarksAreTheEditorsBusiness(String end) {
        String text = "\uFEFF# L\n\nWords".replace("\n", end) + END.replace("\n", end);
        assertThat(read(text).notice()).isPresent();
        assertThat(read(text).notice()).isEqualTo(read("# L\n\nWords" + END).notice());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "pt-BR", "sr-Latn", "es-419", "zh-Hant-TW"})
    void aFileIsNamedByItsLanguageTag(String language) {
        NoticeSettings settings = new NoticeSettings(1, language, Map.of(), "c", LocalDate.parse("2030-01-01"));
        assertThat(Notice.of(
                                "n",
                                settings,
                                Map.of(
                                        language,
                                        (language.equals("ru") ? "# Л\n\nСлова слова слова" : "# L\n\nW") + END))
                        .mistakes())
                .isEmpty();
    }

    private static List<Mistake> inTexts(Notice.Reading reading) {
        return reading.mistakes().stream()
                .filter(mistake -> mistake.spot() instanceof Spot.InText)
                .toList();
    }

    private static Notice.Reading read(String english) {
        Map<String, Parameter> parameters =
                Map.of("name", new Parameter.Same("N"), "half", new Parameter.PerLanguage(Map.of("ru", "Н")));
        NoticeSettings settings = new NoticeSettings(1, "en", parameters, "c", LocalDate.parse("2030-01-01"));
        return Notice.of("n", settings, Map.of("en", english));
    }
}
