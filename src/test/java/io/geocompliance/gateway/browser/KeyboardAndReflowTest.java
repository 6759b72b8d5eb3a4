package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What axe can't see: the way of the focus, that it is seen and never covered, the room of a narrow or magnified viewport, a reader's own
 * spacing, the size of what is to be hit. Each check is tried on a page on which it must fail.
 */
@Tag("browser")
class KeyboardAndReflowTest {

    private static final int TAB = 9;

    private static final String PAGE = """
            <!doctype html><html lang=ru><meta name=viewport content="width=device-width"><title>t</title><body>%s
            <nav id=nav><a href=/a>A</a></nav><main id=main tabindex=-1><h1>Heading</h1>
            <p>Text</p><p style="height:1200px">Long</p><p><a href=/b>B</a></p><p><a href=/c>C</a></p></main>""";

    private static final String OWN_SKIP_LINK = "<a href=#main id=skip>Skip</a>";

    /** What has the focus: who it is, whether it is seen to have it, and whether all of it lies open. */
    private static final String FOCUSED = """
            const e = document.activeElement;
            if (!e || e === document.body) return ['', true, true];
            const style = getComputedStyle(e), box = e.getBoundingClientRect();
            const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
            const at = [[.5, .5], [.1, .5], [.9, .5]].map(([x, y]) =>
                document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
            const open = box.width > 2 && box.height > 2 && at.every(top => top && (e.contains(top) || top.contains(e)));
            return [e.getAttribute('href'), seen, open];
            """;

    private static final String OVERFLOWING = """
            const notice = document.querySelector('[data-notice-id]');
            return document.documentElement.scrollWidth > innerWidth
                || [...notice.querySelectorAll('p, li, a')].some(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1);
            """;

    /** Links that are drawn and smaller than 24 by 24, but for those within a sentence. */
    private static final String SMALL_TARGETS = """
            return [...document.querySelectorAll('[data-notice-id] a')].filter(a => {
                const box = a.getBoundingClientRect();
                return box.width > 1 && (box.height < 24 || box.width < 24);
            }).length""";

    /** A reader's own spacing, WCAG 1.4.12. */
    private static final String SPACING = """
            const style = document.createElement('style');
            style.textContent = '* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}'
                + 'p {margin-bottom: 2em !important}';
            document.head.append(style);
            """;

    /** What has become of it in the notice's last paragraph, whose letters are 16 pixels high. */
    private static final String SPACED = """
            const style = getComputedStyle([...document.querySelectorAll('[data-notice-id] p')].pop());
            return [style.letterSpacing, style.wordSpacing, style.marginBottom].join(' ');
            """;

    @TempDir
    Path directory;

    private record Stop(String target, boolean seen, boolean open) {}

    private static List<Stop> walk(Chromium browser) {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            browser.press("Tab", TAB);
            List<?> focused = (List<?>) browser.evaluate(FOCUSED);
            Stop stop = new Stop(
                    String.valueOf(focused.get(0)).replaceFirst(".*/geo-compliance/ru-undesirable/ru", "notice"),
                    Boolean.TRUE.equals(focused.get(1)),
                    Boolean.TRUE.equals(focused.get(2)));
            if (stop.target().isEmpty()) {
                break;
            }
            stops.add(stop);
        }
        return stops;
    }

    static List<List<Object>> walks() {
        String skipLinks = "skipLinks: [{to: main, id: main}, {to: navigation, id: nav}]";
        return List.of(
                List.of("", "", List.of("notice", "/a", "/b", "/c")),
                List.of("placement: after-skip-link", OWN_SKIP_LINK, List.of("#main", "notice", "/a", "/b", "/c")),
                List.of(skipLinks, "", List.of("#main", "#nav", "notice", "/a", "/b", "/c")),
                List.of(skipLinks, OWN_SKIP_LINK, List.of("notice", "#main", "/a", "/b", "/c")),
                List.of(
                        "placement: bottom-bar, dismissible: on",
                        "",
                        List.of("notice", "notice/hide", "/a", "/b", "/c")));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void theFocusGoesInOrderIsSeenAndLiesOpen(List<Object> walk) {
        try (NoticeSite site = new NoticeSite(directory, (String) walk.get(0))) {
            site.page(PAGE.formatted(walk.get(1)));
            for (int[] size : new int[][] {{1024, 600}, {320, 568}, {320, 256}}) {
                site.browser().viewport(size[0], size[1]);
                List<Stop> stops = walk(site.open(Visitor.RUSSIA));
                assertThat(stops).extracting(Stop::target).isEqualTo(walk.get(2));
                assertThat(stops)
                        .as("%s at %s x %s", walk.get(0), size[0], size[1])
                        .allMatch(Stop::seen)
                        .allMatch(Stop::open);
            }
        }
    }

    @Test
    void aCoveredOrUnseenFocusIsFound() {
        try (NoticeSite site = new NoticeSite(directory, "")) {
            site.page(PAGE.formatted("") + "<div style='position:fixed;inset:0;background:#fff'></div>");
            site.browser().viewport(1024, 600);
            assertThat(walk(site.open(Visitor.GERMANY))).isNotEmpty().noneMatch(Stop::open);
            site.page(PAGE.formatted("<style>a{outline:none}</style>"));
            assertThat(walk(site.open(Visitor.GERMANY))).isNotEmpty().noneMatch(Stop::seen);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "placement: bottom-bar, dismissible: on", "skipLinks: [{to: main, id: main}]"})
    void reflowsTakesAReadersSpacingAndCanBeHit(String look) {
        try (NoticeSite site = new NoticeSite(directory, look)) {
            site.page(PAGE.formatted(""));
            for (int[] size : new int[][] {{320, 256}, {320, 568}, {768, 1024}, {1440, 900}}) {
                site.browser().viewport(size[0], size[1]);
                Chromium browser = site.open(Visitor.RUSSIA);
                assertThat(browser.evaluate(OVERFLOWING)).as("at " + size[0]).isEqualTo(false);
                assertThat(browser.evaluate(SMALL_TARGETS)).as("at " + size[0]).isEqualTo(0L);
                browser.evaluate(SPACING);
                assertThat(browser.evaluate(SPACED)).as("taken, not only borne").isEqualTo("1.92px 2.56px 32px");
                assertThat(browser.evaluate(OVERFLOWING))
                        .as("spaced, at " + size[0])
                        .isEqualTo(false);
            }
        }
    }

    @Test
    void whatOverflowsOrIsSmallIsFound() {
        try (NoticeSite site = new NoticeSite(directory, "")) {
            site.page(PAGE.formatted(""));
            site.browser().viewport(320, 568);
            Chromium browser = site.open(Visitor.RUSSIA);
            browser.evaluate("document.querySelector('[data-notice-id] a').style.cssText = 'display:inline!important;"
                    + "line-height:1;min-block-size:0!important;font-size:9px!important'");
            assertThat(browser.evaluate(SMALL_TARGETS)).isEqualTo(1L);
            browser.evaluate("document.querySelector('[data-notice-id] p').style.cssText = 'width:500px!important'");
            assertThat(browser.evaluate(OVERFLOWING)).isEqualTo(true);
        }
    }

    @Test
    void aBarIsHiddenWithoutScriptAndTheReaderIsBackOnThePage() {
        try (NoticeSite site = new NoticeSite(directory, "placement: bottom-bar, dismissible: on")) {
            site.page(PAGE.formatted(""));
            site.browser().viewport(1024, 600);
            Chromium browser = site.open(Visitor.RUSSIA, "/news?a=1");
            String position = "return getComputedStyle(document.querySelector('[data-notice-id]')).position";
            assertThat(browser.evaluate(position)).isEqualTo("fixed");
            browser.evaluate("document.querySelector('[data-notice-id] a[href$=\"/hide\"]').click()");
            browser.evaluateLater("const done = arguments[0]; const look = () => document.readyState === 'complete'"
                    + " && document.querySelector('[data-notice-id]') && getComputedStyle(document.querySelector('[data-notice-id]'))"
                    + ".position === 'relative' ? done(true) : setTimeout(look, 20); look()");
            assertThat(browser.evaluate("return location.pathname + location.search"))
                    .isEqualTo("/news?a=1");
            assertThat(browser.evaluate("return document.cookie"))
                    .as("scripts see none of it")
                    .isEqualTo("");
        }
    }
}
