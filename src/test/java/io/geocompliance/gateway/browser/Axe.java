package io.geocompliance.gateway.browser;

import io.geocompliance.gateway.testing.Chromium;
import io.geocompliance.gateway.testing.NpmPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** axe-core in the page that a browser shows: what it finds wrong. */
final class Axe {

    /** Every success criterion of WCAG 2.0 to 2.2, A and AA, that axe has rules for. */
    static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final String source = NpmPackage.file("axe-core@4.14.1", "axe.min.js");
    private final Chromium browser;

    Axe(Chromium browser) {
        this.browser = browser;
    }

    /** A rule that is broken, and where. */
    record Violation(String rule, List<String> nodes) {

        /** Whether the notice, or something in it, is among the nodes. */
        boolean isInNotice() {
            return nodes.stream().anyMatch(node -> node.startsWith("N "));
        }
    }

    /** The size of the viewport in CSS pixels, and what a reader has set. */
    record Setting(int width, String scheme, boolean forced) {

        static List<Setting> all() {
            List<Setting> settings = new ArrayList<>();
            for (int width : new int[] {320, 768, 1024, 1440}) {
                settings.add(new Setting(width, "light", false));
                settings.add(new Setting(width, "dark", false));
                settings.add(new Setting(width, "light", true));
            }
            return settings;
        }

        /** Every width and every colouring at least once. */
        static List<Setting> some() {
            return List.of(
                    new Setting(320, "light", false),
                    new Setting(768, "dark", false),
                    new Setting(1024, "light", true),
                    new Setting(1440, "light", false));
        }

        void of(Chromium browser) {
            browser.viewport(width, 800);
            browser.colours(scheme, forced);
        }
    }

    /** What is wrong with the page, by these tags of rules. */
    List<Violation> violations(List<String> tags) {
        if (!Boolean.TRUE.equals(browser.evaluate("return !!window.axe"))) {
            browser.evaluate(source);
        }
        List<?> found = (List<?>) browser.evaluateLater("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {
                    runOnly: {type: 'tag', values: [%s]}, resultTypes: ['violations'], iframes: false, elementRef: true,
                    preload: false
                }).then(result => done(result.violations.map(violation => [violation.id, violation.nodes.map(node =>
                    (node.element && node.element.closest('[data-notice-id]') ? 'N ' : '  ') + node.target.join(' '))])),
                    failed => done([['axe-failed', ['  ' + failed]]]));
                """.formatted("'" + String.join("', '", tags) + "'"));
        return found.stream()
                .map(row -> (List<?>) row)
                .map(row -> new Violation(
                        String.valueOf(row.get(0)),
                        ((List<?>) row.get(1)).stream().map(String::valueOf).toList()))
                .toList();
    }

    /** How many nodes break each rule. */
    static Map<String, Integer> counts(List<Violation> violations) {
        Map<String, Integer> counts = new TreeMap<>();
        violations.forEach(
                violation -> counts.put(violation.rule(), violation.nodes().size()));
        return counts;
    }
}
