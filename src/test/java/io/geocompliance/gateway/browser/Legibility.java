package io.geocompliance.gateway.browser;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How legible a part of a picture is, by its pixels alone: the contrast between its ground and its ink. */
final class Legibility {

    /** Ink is at least one pixel in so many: fewer are the edges of letters. */
    private static final int INK = 400;

    private Legibility() {}

    /** WCAG 2.2's contrast ratio between the commonest colour and, of those that are common enough, the one farthest from it. */
    static double contrast(BufferedImage picture, List<?> box) {
        Map<Integer, Integer> colours = new HashMap<>();
        int left = side(box, 0, picture.getWidth());
        int top = side(box, 1, picture.getHeight());
        int right = side(box, 2, picture.getWidth());
        int bottom = side(box, 3, picture.getHeight());
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                colours.merge(picture.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
            }
        }
        int pixels = Math.max(1, (right - left) * (bottom - top));
        int ground = colours.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
        return colours.entrySet().stream()
                .filter(colour -> colour.getValue() * INK >= pixels)
                .mapToDouble(colour -> ratio(ground, colour.getKey()))
                .max()
                .orElse(1);
    }

    private static int side(List<?> box, int index, int most) {
        return (int) Math.max(0, Math.min(most, Math.round(((Number) box.get(index)).doubleValue())));
    }

    private static double ratio(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = (rgb >> 16 - 8 * i & 0xFF) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
