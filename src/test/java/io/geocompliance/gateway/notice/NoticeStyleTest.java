package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeStyleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "&",
                "url(",
                "@import",
                "! ",
                "expression",
                "fixed",
                "absolute",
                "sticky",
                "animation",
                "transition:a",
                "forced-color-adjust",
                "\\",
                "/*"
            })
    void holdsNothingThatEscapesCoversMovesOrFetches(String forbidden) {
        assertThat(NoticeStyle.FRAGMENT).doesNotContain(forbidden);
        assertThat(NoticeStyle.PAGE).doesNotContain(forbidden);
    }

    @Test
    void speaksOfItsOwnClassAlone() {
        List<String> selectors = Pattern.compile("([^{}]+)\\{")
                .matcher(NoticeStyle.FRAGMENT)
                .results()
                .map(match -> match.group(1))
                .filter(selector -> !selector.startsWith("@media"))
                .flatMap(selector -> Pattern.compile(",").splitAsStream(selector))
                .toList();
        assertThat(selectors).hasSizeGreaterThan(10).allMatch(selector -> selector.startsWith("." + NoticeStyle.CLASS));
        assertThat(Fragment.MARKER).contains("class=\"" + NoticeStyle.CLASS + "\"");
    }

    @Test
    void cutsTheSiteOffBeforeItSaysAnything() {
        String own = "." + NoticeStyle.CLASS + ":not(#n):not(#n):not(#n)";
        assertThat(NoticeStyle.FRAGMENT)
                .startsWith(own + "{all:initial!important;display:block!important;")
                .contains(own + " *{all:revert}");
        assertThat(NoticeStyle.FRAGMENT).contains("min-block-size:24px", "overflow-wrap:anywhere", "outline:3px");
        assertThat(NoticeStyle.FRAGMENT).contains("@media print{" + own + "{border:1px");
        assertThat(NoticeStyle.FRAGMENT.chars().filter(c -> c == '{').count())
                .isEqualTo(NoticeStyle.FRAGMENT.chars().filter(c -> c == '}').count());
    }

    /** WCAG 1.4.12: what a reader's tools write into the page is a style sheet like the site's. */
    @ParameterizedTest
    @ValueSource(strings = {"line-height", "letter-spacing", "word-spacing", "margin-block-end", "font-family"})
    void leavesSpacingAndTypefaceToTheReader(String property) {
        assertThat(Pattern.compile("[;{]" + property + ":[^;}]*!important")
                        .matcher(NoticeStyle.FRAGMENT)
                        .find())
                .isFalse();
    }

    /** In a shorthand or alone, each may hide. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "display",
                "visibility",
                "opacity",
                "position",
                "transform",
                "clip-path",
                "filter",
                "zoom",
                "content",
                "color"
            })
    void nothingThatHidesIsLeftToTheSite(String property) {
        assertThat(Pattern.compile("[;{]" + property + ":[^;}!]*(?=[;}])")
                        .matcher(NoticeStyle.FRAGMENT)
                        .find())
                .isFalse();
        assertThat(NoticeStyle.FRAGMENT).contains(property + ":");
    }

    @ParameterizedTest
    @CsvSource({
        "#1a1a1a, #fff8e1, 7",
        "#0b3d91, #fff8e1, 7",
        "#8a5a00, #fff8e1, 3",
        "#f5f0e0, #26210f, 7",
        "#a9c7ff, #26210f, 7",
        "#d9a441, #26210f, 3",
        "#1a1a1a, #fff, 7",
        "#0b3d91, #fff, 7",
        "#f2f2f2, #161616, 7",
        "#a9c7ff, #161616, 7",
    })
    void coloursAreFarEnoughApart(String ink, String ground, double atLeast) {
        assertThat(NoticeStyle.FRAGMENT + NoticeStyle.PAGE).contains(ink, ground);
        assertThat(contrast(ink, ground)).isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void theTableOfColoursIsWhole() {
        assertThat(Pattern.compile("#[0-9a-f]{3,6}")
                        .matcher(NoticeStyle.FRAGMENT + NoticeStyle.PAGE)
                        .results()
                        .map(MatchResult::group))
                .containsOnly(
                        "#1a1a1a", "#fff8e1", "#0b3d91", "#8a5a00", "#f5f0e0", "#26210f", "#a9c7ff", "#d9a441", "#fff",
                        "#f2f2f2", "#161616", "#000", "#767676");
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        String hex = colour.length() == 4 ? colour.replaceAll("([0-9a-f])", "$1$1") : colour;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
