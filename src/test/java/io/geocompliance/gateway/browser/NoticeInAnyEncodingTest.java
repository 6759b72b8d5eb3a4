package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Chromium;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an origin's pages are written in, say that they are, or have become on the way, the notice's letters are right. */
@Tag("browser")
class NoticeInAnyEncodingTest {

    /** What each language must show, letters that none of the encodings holds among them. */
    private static final Map<String, String> WORDS = Map.of(
            "crh", "Ukrainanıñ Rusiye nezareti, çoq tüşünce, ğ ş ö",
            "fa", "مقام‌های ایران همکاری با ما را ممنوع کرده‌اند",
            "zh", "俄羅斯當局已將本刊列入名單，請閱讀說明");

    private static final String RULES = """
            regions: {ru: {country: RU}}
            rules:
              - id: all
                when: {region: ru}
                on: {unknown: apply, reserved: apply, internal: apply, unresolved: apply}
                then: {notice: told}
            """;

    @TempDir
    static Path directory;

    private static OriginServer origin;
    private static TestGateway gateway;
    private static Chromium browser;

    @BeforeAll
    static void start() {
        origin = OriginServer.start().answer(OriginReply.html("<p>x"));
        GatewayYaml yaml = GatewayYaml.of(origin.url())
                .with("rules", "rules.yaml")
                .with("notices", "notices")
                .file("rules.yaml", RULES.getBytes(StandardCharsets.UTF_8))
                .file("notices/told/notice.yaml", "version: 1\ndefaultLanguage: zh\n".getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, String> text : WORDS.entrySet()) {
            String markdown =
                    "# " + text.getValue() + "\n\n**" + text.getValue() + "**\n\n[" + text.getValue() + "]({page})\n";
            yaml = yaml.file("notices/told/" + text.getKey() + ".md", markdown.getBytes(StandardCharsets.UTF_8));
        }
        gateway = TestGateway.start(yaml);
        browser = Chromium.start(directory);
    }

    @AfterAll
    static void stop() {
        browser.close();
        gateway.close();
        origin.close();
    }

    /** The first is what the bytes are, the second what the field says, the third what a meta element says. */
    @ParameterizedTest
    @CsvSource({
        "windows-1251, windows-1251, ",
        "koi8-r, koi8-r, ",
        "Shift_JIS, Shift_JIS, ",
        "GBK, GBK, ",
        "UTF-8, UTF-8, ",
        "windows-1251, , koi8-r",
        "koi8-r, UTF-8, windows-1251",
        "UTF-8, windows-1251, UTF-8",
        "Shift_JIS, GBK, UTF-8",
        "GBK, , Shift_JIS",
        "UTF-8, , "
    })
    void isRight(String written, String field, String meta) {
        for (String language : List.of("crh", "fa", "zh")) {
            byte[] page = page(language, meta).getBytes(Charset.forName(written));
            check(language, page, field);
        }
    }

    /** UTF-8 taken for windows-1251 and written as UTF-8 once more: the page is garbled, and the notice is not. */
    @ParameterizedTest
    @CsvSource({"UTF-8", "windows-1251"})
    void isRightInAPageThatWasEncodedTwice(String field) {
        for (String language : List.of("crh", "fa", "zh")) {
            String taken =
                    new String(page(language, null).getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1251"));
            check(language, taken.getBytes(StandardCharsets.UTF_8), field);
        }
    }

    private static String page(String language, String meta) {
        return "<!doctype html><html lang=" + language + ">" + (meta == null ? "" : "<meta charset=" + meta + ">")
                + "<title>t</title><body><p>Слово 新聞</p>";
    }

    private static void check(String language, byte[] page, String field) {
        origin.answer(OriginReply.status(200)
                .with("Content-Type", "text/html" + (field == null ? "" : "; charset=" + field))
                .body(page));
        browser.headers(Map.of("X-Forwarded-For", Visitor.RUSSIA.address()));
        browser.open(gateway.url() + "/");
        String notice = "return document.querySelector('[data-notice-id=told]')";
        assertThat(browser.evaluate(notice + ".querySelector('strong').textContent"))
                .isEqualTo(WORDS.get(language));
        assertThat(browser.evaluate(notice + ".getAttribute('aria-label')")).isEqualTo(WORDS.get(language));
        assertThat(browser.evaluate(notice + ".lang")).isEqualTo(language);
        assertThat(browser.evaluate(
                        "return getComputedStyle(document.querySelector('[data-notice-id=told]')).direction"))
                .isEqualTo(language.equals("fa") ? "rtl" : "ltr");
        assertThat(browser.evaluate("return document.body.firstElementChild.dataset.noticeId"))
                .isEqualTo("told");
    }
}
