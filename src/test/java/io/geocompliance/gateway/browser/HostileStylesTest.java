package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Styles that sites have, and some that nobody should; those that are tried on pages of the corpus, too, are marked. */
    enum Style {
        RESET("*{margin:0;padding:0;border:0;font-size:100%;color:inherit;background:transparent;line-height:0}"),
        EVERYTHING_HIDDEN("body *{display:none;visibility:hidden;opacity:0}"),
        ALL_BUT_THE_APPLICATION(
                "body>:not(#app){display:none}#app~*,body>aside{display:none;position:absolute;left:-9999px}"),
        ASIDES_BESIDE("aside{float:right;width:40px;height:20px;overflow:hidden;position:fixed;top:-100px;opacity:.1}"),
        TINY_TEXT("html{font-size:1px}body{font-size:2px;color:#fff}p{font-size:.1em;text-indent:-9999px}"),
        WHITE_ON_WHITE("*{color:#fff;background-color:#fff}a{color:#fff}"),
        RIGHT_TO_LEFT("html,body,body *{direction:rtl!important;text-align:justify!important}", true),
        DARK("html,body,body *{background:#000!important;color:#111!important;color-scheme:dark!important}", true),
        FIXED_HEADER("header{position:fixed;inset:0 0 auto 0;height:200px;background:#c00;z-index:2147483646}"),
        HUGE_Z_INDEX("body *{z-index:2147483646!important}body>*{position:relative!important}", true),
        FLEX_ROW("body{display:flex;flex-flow:row nowrap}body>*{min-width:600px}"),
        GRID("body{display:grid;grid-template-columns:1fr 1fr}"),
        TRANSFORMED(
                "body *{transform:scale(.1) rotate(9deg);filter:blur(3px) opacity(.2);clip-path:circle(1px);zoom:.2}"),
        SPACED(
                "*{letter-spacing:3em;word-spacing:9em;text-transform:uppercase;white-space:nowrap;font-family:monospace}"),
        HIDDEN_AS_IMPORTANT("body *{display:none!important;visibility:hidden!important;opacity:0!important}", true),
        ASIDES_HIDDEN_BY_NAMES("html body>aside:not(.x):not(#y),[data-notice-id]{display:none!important}"),
        MOVED_AS_IMPORTANT(
                "body>*{position:absolute!important;left:-9999px!important;top:-9999px!important;float:right!important;"
                        + "margin:-9999px!important;text-indent:-9999px!important;transform:translate(-200vw)!important}",
                true),
        SHRUNK_AS_IMPORTANT(
                "body *{width:0!important;height:0!important;max-height:0!important;overflow:hidden!important;"
                        + "font-size:0!important;zoom:.01!important;clip-path:circle(0)!important;clip:rect(0,0,0,0)!important;"
                        + "contain:strict!important;content-visibility:hidden!important;scale:0!important}"),
        FAINT_AS_IMPORTANT(
                "body *{color:#fff!important;background:#fff!important;-webkit-text-fill-color:#fff!important;"
                        + "filter:opacity(.05)!important;mix-blend-mode:difference!important;mask:linear-gradient(transparent,transparent)!important}"),
        COVERED_BY_ITS_OWN("aside::before,aside::after,aside *::before,aside *::after{content:''!important;"
                + "position:fixed!important;inset:0!important;background:#fff!important;z-index:2147483647!important}"),
        ANIMATED_AWAY(
                "@keyframes away{to{opacity:0;transform:scale(0);visibility:hidden}}"
                        + "body *{animation:away 1ms forwards!important}@starting-style{body *{opacity:0}}body *{transition:opacity 999s!important}"),
        REPLACED("body>aside{content:url(data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=)!important}");

        private final String css;
        private final boolean onCorpus;

        Style(String css) {
            this(css, false);
        }

        Style(String css, boolean onCorpus) {
            this.css = css;
            this.onCorpus = onCorpus;
        }

        String element() {
            return "<style>" + css + "</style>";
        }

        /** Only in a body that lays its children out in one row is there no room above them. */
        boolean leavesRoomAbove() {
            return this != FLEX_ROW;
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
    void isSeenAndLegibleAndThePageBelowUnharmed(Style style) {
        site.page("<!doctype html><html lang=ru><title>t</title>" + style.element()
                + "<body><header>Site</header><div id=app><p>Text</p></div>");
        for (String scheme : List.of("light", "dark")) {
            site.browser().viewport(1024, 768);
            site.browser().colours(scheme, false);
            PageBelow without = PageBelow.of(site.open(Visitor.GERMANY));
            check(site.open(Visitor.RUSSIA), style + " " + scheme);
            if (style.leavesRoomAbove()) {
                PageBelow.of(site.browser()).isMovedOnlyByTheNoticeFrom(without);
            }
        }
    }

    /** Those that show anything at all without their scripts: engadget hides itself until one runs. */
    private static Stream<Path> corpus(List<String> names) {
        return Corpus.files("pages").stream()
                .filter(file -> names.stream().anyMatch(name -> file.endsWith(name + ".html")));
    }

    static Stream<Path> heavyPages() {
        return corpus(List.of("nytimes-4", "guardian-1", "cnet", "yahoo-2", "lemonde-1", "rtl-1"));
    }

    static Stream<Arguments> pagesMadeHostile() {
        return corpus(List.of("ehow-1", "cnet", "wikipedia", "lemonde-1", "rtl-1"))
                .flatMap(page -> Stream.of(Style.values())
                        .filter(style -> style.onCorpus)
                        .map(style -> Arguments.of(page, style)));
    }

    private static void publish(Path file, String style) {
        String page =
                new String(Corpus.read(file), StandardCharsets.UTF_8).replaceAll("(?is)<script\\b.*?</script\\s*>", "");
        site.page(page.replaceFirst("(?i)</head>", style + "</head>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heavyPages")
    void isSeenAndLegibleOnPagesOfTheCorpus(Path file) {
        publish(file, "");
        for (int width : new int[] {320, 1024}) {
            site.browser().viewport(width, 768);
            site.browser().colours("light", false);
            check(site.open(Visitor.RUSSIA), file.getFileName() + " " + width);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pagesMadeHostile")
    void isSeenAndLegibleOnPagesOfTheCorpusThatAreMadeHostile(Path file, Style style) {
        publish(file, style.element());
        site.browser().viewport(1024, 768);
        site.browser().colours(style == Style.DARK ? "dark" : "light", false);
        PageBelow without = PageBelow.of(site.open(Visitor.GERMANY));
        check(site.open(Visitor.RUSSIA), file.getFileName() + " " + style);
        PageBelow.of(site.browser()).isMovedOnlyByTheNoticeFrom(without);
    }

    @Test
    void whatIsHiddenFaintOrPushedAsideIsFound() {
        site.browser().viewport(1024, 768);
        site.browser().colours("light", false);
        site.page("<!doctype html><html lang=ru><title>t</title><body><p>x");
        PageBelow without = PageBelow.of(site.open(Visitor.GERMANY));
        Chromium browser = site.open(Visitor.RUSSIA);
        PageBelow.of(browser).isMovedOnlyByTheNoticeFrom(without);
        browser.evaluate("document.querySelector('body > p').style.marginLeft = '3px'");
        assertThatThrownBy(() -> PageBelow.of(browser).isMovedOnlyByTheNoticeFrom(without))
                .hasMessageContaining("left edge");
        browser.evaluate("document.querySelector('body > p').style.cssText = 'margin-top: 99px'");
        assertThatThrownBy(() -> PageBelow.of(browser).isMovedOnlyByTheNoticeFrom(without))
                .hasMessageContaining("shift");
        browser.evaluate(
                "document.querySelectorAll('aside *').forEach(e => e.style.setProperty('color', '#eee', 'important'))");
        assertThat(Legibility.contrast(browser.viewport(), (List<?>) browser.evaluate(SEEN)))
                .isLessThan(4.5);
        browser.evaluate("document.querySelector('aside').style.setProperty('display', 'none', 'important')");
        assertThat(((List<?>) browser.evaluate(SEEN)).get(4)).isEqualTo(false);
    }

    /** A reader's own colours outweigh whatever is important to a page, and to us. */
    @Test
    void forcedColoursAreTheReaders() {
        site.browser().viewport(1024, 768);
        site.browser().colours("light", true);
        site.page("<!doctype html><html lang=ru><title>t</title>" + Style.FAINT_AS_IMPORTANT.element() + "<body><p>x");
        check(site.open(Visitor.RUSSIA), "forced");
        assertThat(
                        site.browser()
                                .evaluate(
                                        "const a = document.querySelector('[data-notice-id]'), b = document.createElement('div');"
                                                + "b.style.backgroundColor = 'Canvas'; document.documentElement.append(b); return getComputedStyle(a).backgroundColor === getComputedStyle(b).backgroundColor"))
                .isEqualTo(true);
    }

    /** What no style of ours can outweigh, so that the manual may say so; a browser in which one of these is seen makes this fail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>@layer site{body *{display:none!important}}</style>",
                "<style>body{display:none}</style>",
                "<style>header{position:fixed;inset:0;background:#fff;z-index:2147483647}</style>",
                "<style>html:not(#a) body:not(#b)>aside:not(#c):not(#d){display:none!important}</style>"
            })
    void whatRemains(String head) {
        site.browser().viewport(1024, 768);
        site.page("<!doctype html><html lang=ru><title>t</title>" + head + "<body><header>Site</header><p>x");
        assertThat(((List<?>) site.open(Visitor.RUSSIA).evaluate(SEEN)).get(4)).isEqualTo(false);
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
