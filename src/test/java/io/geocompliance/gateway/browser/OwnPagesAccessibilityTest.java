package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.notice.NoticePreview;
import io.geocompliance.gateway.notice.NoticeRendering;
import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.notice.StatusPages;
import io.geocompliance.gateway.testing.Chromium;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** axe finds nothing of any kind on the gateway's own pages, at any width, in light, dark and forced colours. */
@Tag("browser")
class OwnPagesAccessibilityTest {

    private static final List<String> EVERYTHING =
            Stream.concat(Axe.WCAG.stream(), Stream.of("best-practice")).toList();

    @TempDir
    static Path directory;

    private static Chromium browser;
    private static Axe axe;

    @BeforeAll
    static void start() {
        browser = Chromium.start(directory);
        axe = new Axe(browser);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    static Stream<Map.Entry<String, byte[]>> pages() throws Exception {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        for (String example : List.of("config/gateway.yaml", "config/examples/right-to-left/gateway.yaml")) {
            Config config = Config.read(Path.of(example), Overrides.NONE, name -> null);
            Notices notices = new Notices(config.notices(), "1");
            for (NoticeEdition edition : notices.all()) {
                for (String language : edition.languages().available()) {
                    for (String path : List.of(edition.pagePath(language), edition.pagePath(language) + "/plain")) {
                        pages.put(path, notices.page(path).orElseThrow().body());
                    }
                    status(edition, language, pages);
                }
            }
        }
        Config shipped = Config.read(Path.of("config/gateway.yaml"), Overrides.NONE, name -> null);
        pages.put("preview", new NoticePreview(shipped.notices(), "1", List.of()).write());
        return pages.entrySet().stream();
    }

    private static void status(NoticeEdition edition, String language, Map<String, byte[]> pages) {
        StatusPages own = StatusPages.load();
        List<String> accepted = List.of(language);
        pages.put(
                "451 " + language,
                own.blocked(URI.create("https://a.example/"), StatusPages.Why.of(edition), accepted)
                        .body());
        pages.put("502 " + language, own.failure("unreachable", 502, accepted).body());
        pages.put("503 " + language, own.failure("overloaded", 503, accepted).body());
        pages.put(
                "504 " + language,
                own.failure("no-answer-in-time", 504, accepted).body());
        pages.put("refused " + language, own.refused(edition, accepted).body());
        pages.put("hidden " + language, own.hidden(edition, accepted).body());
        Fragment notice = edition.in(LookSettings.DEFAULT).fragment(language, NoticeRendering.State.FIRST);
        pages.put("first " + language, own.first(notice, "/on").body());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void nothingIsFound(Map.Entry<String, byte[]> page) throws Exception {
        open(new String(page.getValue(), StandardCharsets.UTF_8));
        for (Axe.Setting setting : page.getKey().equals("preview") ? Axe.Setting.some() : Axe.Setting.all()) {
            setting.of(browser);
            assertThat(axe.violations(EVERYTHING))
                    .as(page.getKey() + " " + setting)
                    .isEmpty();
            assertThat(browser.evaluate("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("no scrolling sideways " + setting)
                    .isEqualTo(true);
        }
    }

    @Test
    void whatIsWrongIsFound() throws Exception {
        open(
                "<!doctype html><title>t</title><body style='color:#999;background:#fff'>faint <img src=a><a href=#>tiny</a>");
        assertThat(axe.violations(EVERYTHING))
                .extracting(Axe.Violation::rule)
                .contains("color-contrast", "image-alt", "html-has-lang", "region");
    }

    private static void open(String page) throws Exception {
        Path file = directory.resolve("page.html");
        Files.writeString(file, page);
        browser.open(file.toUri().toString());
    }
}
