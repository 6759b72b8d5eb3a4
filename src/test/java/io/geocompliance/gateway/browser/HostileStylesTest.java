package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Chromium;
import io.geocompliance.gateway.testing.Corpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** On pages whose styles are against it, by design or by accident, the notice is seen and can be read, measured on the screen's pixels. */
@Tag("browser")
class HostileStylesTest {

    /** The paragraphs' box in the viewport, what covers its middle, and whether every letter is within the viewport's width. */
    private static final String SEEN = """
            scrollTo({left: 0, top: 0, behavior: 'instant'});
            const notice = document.querySelector('[data-notice-id]');
            const texts = [...notice.querySelectorAll('p')];
            const boxes = texts.map(p => p.getBoundingClientRect());
            const open = texts.every((p, i) => {
                const box = boxes[i];
                const top = document.elementFromPoint(box.left + Math.min(20, box.width / 2), box.top + box.height / 2);
                return box.top >= innerHeight || notice.contains(top);
            });
            return [
                Math.min(...boxes.map(b => b.left)), boxes[0].top,
                Math.max(...boxes.map(b => b.right)), Math.min(boxes[boxes.length - 1].bottom, innerHeight),
                open && boxes[0].width > 100 && boxes[0].height > 15 && boxes[0].top < innerHeight / 2
                    && boxes.every(b => b.left >= 0 && b.right <= innerWidth + 1)
            ];
            """;

    @TempDir
    static Path directory;

    private static NoticeSite site;

    /** Styles that sites have, and some that nobody should. */
    enum Style {
        RESET("*{margin:0;padding:0;border:0;font-size:100%;color:inherit;background:transparent;line-height:0}"),
        EVERYTHING_HIDDEN("body *{display:none;visibility:hidden;opacity:0}"),
        ALL_BUT_THE_APPLICATION(
                "body>:not(#app){display:none}#app~*,body>aside{display:none;position:absolute;left:-9999px}"),
        ASIDES_BESIDE("aside{float:right;width:40px;height:20px;overflow:hidden;position:fixed;top:-100px;opacity:.1}"),
        TINY_TEXT("html{font-size:1px}body{font-size:2px;color:#fff}p{font-size:.1em;text-indent:-9999px}"),
        WHITE_ON_WHITE("*{color:#fff;background-color:#fff}a{color:#fff}"),
        RIGHT_TO_LEFT("body{direction:rtl;text-align:justify}"),
        DARK("html,body{background:#000;color:#111}p{color:#111}"),
        FIXED_HEADER("header{position:fixed;inset:0 0 auto 0;height:200px;background:#c00;z-index:999999999}"),
        FLEX_ROW("body{display:flex;flex-flow:row nowrap}body>*{min-width:600px}"),
        GRID("body{display:grid;grid-template-columns:1fr 1fr}"),
        TRANSFORMED(
                "body *{transform:scale(.1) rotate(9deg);filter:blur(3px) opacity(.2);clip-path:circle(1px);zoom:.2}"),
        SPACED(
                "*{letter-spacing:3em;word-spacing:9em;text-transform:uppercase;white-space:nowrap;font-family:monospace}");

        private final String css;

        Style(String css) {
            this.css = css;
        }
    }

    @BeforeAll
    static void start() {
        site = new NoticeSite(directory, "");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource
    void isSeenAndLegible(Style style) {
        site.page("<!doctype html><html lang=ru><title>t</title><style>" + style.css
                + "</style><body><header>Site</header><div id=app><p>Text</p></div>");
        for (String scheme : List.of("light", "dark")) {
            site.browser().viewport(1024, 768);
            site.browser().colours(scheme, false);
            check(site.open(Visitor.RUSSIA), style + " " + scheme);
        }
    }

    /** Those that show anything at all without their scripts: engadget hides itself until one runs. */
    static Stream<Path> corpus() {
        List<String> hostile = List.of("nytimes-4", "guardian-1", "cnet", "yahoo-2", "lemonde-1", "rtl-1");
        return Corpus.files("pages").stream()
                .filter(file -> hostile.stream().anyMatch(name -> file.endsWith(name + ".html")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void isSeenAndLegibleOnPagesOfTheCorpus(Path file) {
        site.page(new String(Corpus.read(file), StandardCharsets.UTF_8)
                .replaceAll("(?is)<script\\b.*?</script\\s*>", ""));
        for (int width : new int[] {320, 1024}) {
            site.browser().viewport(width, 768);
            site.browser().colours("light", false);
            check(site.open(Visitor.RUSSIA), file.getFileName() + " " + width);
        }
    }

    @Test
    void whatIsHiddenOrFaintIsFound() {
        site.page(
                "<!doctype html><html lang=ru><title>t</title><style>aside{display:none!important}</style><body><p>x");
        site.browser().viewport(1024, 768);
        site.browser().colours("light", false);
        assertThat(((List<?>) site.open(Visitor.RUSSIA).evaluate(SEEN)).get(4)).isEqualTo(false);
        site.page(
                "<!doctype html><html lang=ru><title>t</title><style>aside *{color:#eee!important}</style><body><p>x");
        Chromium browser = site.open(Visitor.RUSSIA);
        List<?> box = (List<?>) browser.evaluate(SEEN);
        assertThat(Legibility.contrast(browser.viewport(), box)).isLessThan(4.5);
    }

    private static void check(Chromium browser, String where) {
        List<?> seen = (List<?>) browser.evaluate(SEEN);
        browser.screenshot(Path.of("target/notices", where.replace(' ', '-') + ".png"));
        assertThat(seen.get(4)).as("seen: %s %s", where, seen).isEqualTo(true);
        assertThat(Legibility.contrast(browser.viewport(), seen))
                .as("contrast: " + where)
                .isGreaterThanOrEqualTo(7);
    }
}
