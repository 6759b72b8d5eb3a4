package io.geocompliance.gateway.browser;

import io.geocompliance.gateway.testing.Chromium;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody who looks at pages in a real browser, and what they see there. */
final class Reader implements AutoCloseable {

    private static final String NOTICE = "[data-notice-id]";

    private final Chromium browser;

    private Reader(Chromium browser) {
        this.browser = browser;
    }

    static Reader start(Path directory) {
        return new Reader(Chromium.start(directory));
    }

    /** Comes from there from now on, and prefers this language. */
    Reader from(Visitor visitor, String language) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(NginxAround.CONNECTS_FROM, visitor.address());
        fields.put("Accept-Language", language);
        browser.headers(fields);
        return this;
    }

    Reader viewport(int width, int height) {
        browser.viewport(width, height);
        return this;
    }

    Reader open(String url) {
        browser.open(url);
        return this;
    }

    /** How many notices the document holds. */
    long notices() {
        return number("return document.querySelectorAll('" + NOTICE + "').length");
    }

    /** Whether the notice is what the body begins with. */
    boolean noticeIsFirst() {
        return yes("return document.body.firstChild === document.querySelector('" + NOTICE + "')");
    }

    /** The notice's words as they are rendered; text that is not displayed is not in it. */
    String noticeText() {
        return text("return document.querySelector('" + NOTICE + "').innerText");
    }

    /**
     * Whether every line of the notice's text is there to be read: it has an area within the page's width, nothing lies over its middle,
     * and its colour is not the ground's.
     */
    boolean noticeIsReadable() {
        return yes("""
                const notice = document.querySelector('[data-notice-id]');
                const texts = document.createTreeWalker(notice, NodeFilter.SHOW_TEXT,
                    node => node.parentElement.closest('style') || !node.data.trim()
                        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
                let lines = 0;
                while (texts.nextNode()) {
                    const range = document.createRange();
                    range.selectNodeContents(texts.currentNode);
                    texts.currentNode.parentElement.scrollIntoView({block: 'center', behavior: 'instant'});
                    const style = getComputedStyle(texts.currentNode.parentElement);
                    if (style.visibility !== 'visible' || parseFloat(style.fontSize) < 12) return false;
                    let ground = texts.currentNode.parentElement;
                    while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
                    if (ground && getComputedStyle(ground).backgroundColor === style.color) return false;
                    for (const box of range.getClientRects()) {
                        if (box.left < 0 || box.right > innerWidth || box.width < 1 || box.height < 10) return false;
                        const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
                        if (!notice.contains(top)) return false;
                        lines++;
                    }
                }
                scrollTo({left: 0, top: 0, behavior: 'instant'});
                return lines > 0;
                """);
    }

    /** What the notice's style sheet gives it as ground. */
    String noticeGround() {
        return text("return getComputedStyle(document.querySelector('" + NOTICE + "')).backgroundColor");
    }

    View.Box noticeBox() {
        return boxes("[document.querySelector('" + NOTICE + "')]").get(0);
    }

    /** Everything but the notice. */
    View view() {
        String markup = text("""
                const copy = document.documentElement.cloneNode(true);
                copy.querySelectorAll('[data-notice-id]').forEach(notice => notice.remove());
                return copy.outerHTML;
                """);
        return new View(
                markup,
                boxes("[...document.body.querySelectorAll('*')].filter(e => !e.closest('" + NOTICE
                        + "') && e.getClientRects().length && e.getBoundingClientRect().bottom + scrollY > 0)"),
                browser.wholePage());
    }

    /** The text of the body without the notice's. */
    String otherText() {
        return text("""
                const copy = document.body.cloneNode(true);
                copy.querySelectorAll('[data-notice-id]').forEach(notice => notice.remove());
                return copy.textContent;
                """);
    }

    /** Whether the page can be scrolled sideways. */
    boolean scrollsSideways() {
        return yes("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** How many of the page's pictures have not come. */
    long missingPictures() {
        return number("return [...document.images].filter(i => !i.complete || !i.naturalWidth).length");
    }

    String text(String script) {
        return String.valueOf(browser.evaluate(script));
    }

    boolean yes(String script) {
        return Boolean.TRUE.equals(browser.evaluate(script));
    }

    private long number(String script) {
        return ((Number) browser.evaluate(script)).longValue();
    }

    private List<View.Box> boxes(String elements) {
        List<?> rows = (List<?>) browser.evaluate("return " + elements + """
                .map(e => {
                    const box = e.getBoundingClientRect();
                    return [e.tagName, box.x + scrollX, box.y + scrollY, box.width, box.height];
                })""");
        return rows.stream().map(row -> box((List<?>) row)).toList();
    }

    private static View.Box box(List<?> row) {
        return new View.Box(String.valueOf(row.get(0)), side(row, 1), side(row, 2), side(row, 3), side(row, 4));
    }

    private static double side(List<?> row, int index) {
        return ((Number) row.get(index)).doubleValue();
    }

    void screenshot(Path file) {
        browser.screenshot(file);
    }

    @Override
    public void close() {
        browser.close();
    }
}
