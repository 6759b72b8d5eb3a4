package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * How a page looks beside the notice.
 *
 * @param markup the document without the notice, as a parser left it
 * @param boxes every element of the body that is drawn, but for the notice's and for what waits above the page, as skip links do
 * @param picture the whole page, the notice included
 */
record View(String markup, List<Box> boxes, BufferedImage picture) {

    /** Subpixels of the browser's layout: 1/64. */
    private static final double PRECISION = 0.02;

    /** Of 255: a difference of colour that nobody sees. */
    private static final int UNSEEN = 16;

    /** One pixel in so many may differ: edges of curves in pictures are smoothed tile by tile. A line of text that moved is more. */
    private static final int SMOOTHED = 2_000;

    /** Where an element is drawn, in CSS pixels from the page's corner. */
    record Box(String element, double x, double y, double width, double height) {}

    /** Fails unless every element is as large and as far left as in the other view, all are equally further down, and so is every pixel. */
    void isMovedDownFrom(View other) {
        assertThat(markup).isEqualTo(other.markup);
        assertThat(boxes).hasSameSizeAs(other.boxes);
        double shift = boxes.get(boxes.size() - 1).y()
                - other.boxes.get(boxes.size() - 1).y();
        assertThat(shift).isGreaterThan(50);
        for (int index = 0; index < boxes.size(); index++) {
            Box above = other.boxes.get(index);
            Box below = boxes.get(index);
            assertThat(below.element()).isEqualTo(above.element());
            assertThat(below.x()).as("left edge of %s", above).isCloseTo(above.x(), within(PRECISION));
            assertThat(below.width()).as("width of %s", above).isCloseTo(above.width(), within(PRECISION));
            assertThat(below.height()).as("height of %s", above).isCloseTo(above.height(), within(PRECISION));
            assertThat(below.y() - above.y()).as("shift of %s", above).isCloseTo(shift, within(PRECISION));
        }
        pixelsAreMovedDownFrom(other, (int) Math.round(shift));
    }

    private void pixelsAreMovedDownFrom(View other, int shift) {
        int top = (int) Math.ceil(other.boxes.stream()
                .mapToDouble(Box::y)
                .filter(y -> y >= 0)
                .min()
                .orElseThrow());
        int end = Math.min(other.picture.getHeight(), picture.getHeight() - shift);
        assertThat(end - top).as("lines of the page below").isGreaterThan(100);
        int differing = 0;
        for (int y = top; y < end; y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (distance(other.picture.getRGB(x, y), picture.getRGB(x, y + shift)) > UNSEEN) {
                    differing++;
                }
            }
        }
        int pixels = (end - top) * picture.getWidth();
        assertThat(differing)
                .as("pixels of the page below that differ, of %s", pixels)
                .isLessThanOrEqualTo(pixels / SMOOTHED);
    }

    /** The largest difference of red, green and blue. */
    private static int distance(int rgb, int other) {
        int largest = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            largest = Math.max(largest, Math.abs((rgb >> shift & 0xff) - (other >> shift & 0xff)));
        }
        return largest;
    }
}
