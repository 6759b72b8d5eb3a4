package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.geocompliance.gateway.testing.Chromium;
import java.util.List;

/** Where everything that has an area, but for the notice, is drawn on a page, to be compared with the same page without one. */
record PageBelow(List<Part> parts, double noticeHeight, double bodyMargin) {

    /** Subpixels of the browser's layout, 1/64, add up over nested boxes. */
    private static final double PRECISION = 0.1;

    private static final String DRAWN = """
            const notice = document.querySelector('[data-notice-id]');
            const hung = element => {
                for (let e = element; e && e !== document.body; e = e.parentElement)
                    if (/fixed|absolute|sticky/.test(getComputedStyle(e).position)) return true;
                return false;
            };
            const parts = [...document.body.querySelectorAll('*')]
                .filter(e => !e.closest('[data-notice-id]') && e.offsetWidth !== 0 && e.offsetHeight !== 0 && e.getClientRects().length)
                .map(e => {
                    const box = e.getBoundingClientRect();
                    return [e.tagName + '.' + (e.getAttribute('class') || e.id), box.x + scrollX, box.y + scrollY,
                        box.width, box.height, hung(e)];
                });
            return [parts, notice ? notice.getBoundingClientRect().height : 0, parseFloat(getComputedStyle(document.body).marginTop)];
            """;

    /** One element; {@code hung} if it, or one around it, is placed by something else than the flow. */
    record Part(String name, double left, double top, double width, double height, boolean hung) {}

    static PageBelow of(Chromium browser) {
        browser.evaluate("scrollTo({left: 0, top: 0, behavior: 'instant'})");
        List<?> drawn = (List<?>) browser.evaluate(DRAWN);
        List<Part> parts = ((List<?>) drawn.get(0))
                .stream()
                        .map(row -> (List<?>) row)
                        .map(row -> new Part(
                                String.valueOf(row.get(0)),
                                number(row.get(1)),
                                number(row.get(2)),
                                number(row.get(3)),
                                number(row.get(4)),
                                Boolean.TRUE.equals(row.get(5))))
                        .toList();
        return new PageBelow(parts, number(drawn.get(1)), number(drawn.get(2)));
    }

    /**
     * Fails unless each element is as large and as far left as without the notice, and all that is in flow is further down by one
     * length: the notice's height, and a margin of the body's that no longer collapses with that of its first child.
     */
    void isMovedOnlyByTheNoticeFrom(PageBelow without) {
        assertThat(parts)
                .extracting(Part::name)
                .isEqualTo(without.parts.stream().map(Part::name).toList());
        double shift = Double.NaN;
        for (int i = 0; i < parts.size(); i++) {
            Part now = parts.get(i);
            Part then = without.parts.get(i);
            assertThat(now.left()).as("left edge of %s", then).isCloseTo(then.left(), within(PRECISION));
            assertThat(now.width()).as("width of %s", then).isCloseTo(then.width(), within(PRECISION));
            assertThat(now.height()).as("height of %s", then).isCloseTo(then.height(), within(PRECISION));
            double moved = now.top() - then.top();
            if (then.hung() && Math.abs(moved) <= PRECISION) {
                continue;
            }
            if (Double.isNaN(shift)) {
                shift = moved;
                assertThat(shift)
                        .as("shift of %s", then)
                        .isBetween(noticeHeight - PRECISION, noticeHeight + Math.max(0, bodyMargin) + PRECISION);
            }
            assertThat(moved).as("shift of %s", then).isCloseTo(shift, within(PRECISION));
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
