package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the notice goes in a page that begins with skip links of its own: at every cut, and what is known of them. */
class SkipLinkScannerTest {

    private static final byte[] MARKER = "<aside class=\"m\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FRAGMENT = "<aside class=\"m\">n</aside>".getBytes(StandardCharsets.US_ASCII);

    /** The place is ▲. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body><a href=#main>Skip</a>▲<header>x</header>",
                "<body class=b>\n  <!-- c --><a class=\"skip\" href=\"#main\">Skip <b>to</b> it</a>▲\n<h1>x</h1>",
                "<body><div id=page class=site>\n<a class=skip-link href='#content'>Skip</a>▲<header>x",
                "<body><nav aria-label=Skip><ul><li><a href=#a>A</a></li><li><a href=#b>B</a></li></ul></nav>▲<main>x",
                "<body><div><a href=#a>A</a> <a href=#b>B</a></div>▲ <a href=/home>Home</a>",
                "<body><a href=#a>A</a>\n<a href=#b title=\"a>b\">B</a>▲words",
                "<title>t</title><a href=#a>A</a>▲<p>x",
                "<body><p><a href=#a>A</a></p>▲<p>x",
                "<body><a href=#a>A</a>▲",
                "<body><A HREF=#a>A</A>▲<p>x"
            })
    void goesBehindThem(String page) {
        everyCut(page, true, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>▲<h1>x</h1><a href=#main>Skip</a>",
                "<body>▲<a href=/home>Home</a><a href=#main>Skip</a>",
                "<body>▲<a href=#>Top</a>",
                "<body>▲<a data-href=#a>Skip</a>",
                "<body>▲words <a href=#main>Skip</a>",
                "<body>▲<nav><a href=#a>A</a><a href=/b>B</a></nav>",
                "<body>▲<ul><li><a href=#a>A</a><h2>x</h2></li></ul>",
                "<body>▲<div><div><div></div></div></div>",
                "<body>▲<!-- never ends <a href=#a>A</a>",
                "<body>▲<a href=#a>never ends",
                "<body>▲<!x",
                "<body>▲<",
                "<body>▲",
                "▲"
            })
    void staysFirstWithoutThem(String page) {
        everyCut(page, true, false);
    }

    @Test
    void isToldOfThemWithoutMoving() {
        everyCut("<body>▲<a href=#main>Skip</a><p>x", false, true);
    }

    @Test
    void looksNoFartherThanItsLimit() {
        String space = " ".repeat(SkipLinkScanner.LIMIT - "<a href=#main>Skip</a>".length());
        everyCut("<body>" + space + "<a href=#main>Skip</a>▲" + "<p>x".repeat(500), true, true);
        everyCut("<body>▲" + space + " <a href=#main>Skip</a>" + "<p>x".repeat(500), true, false);
    }

    @Test
    void doesNotPutASecondNoticeBehindThem() {
        String page = "<body><a href=#main>Skip</a>" + new String(FRAGMENT, StandardCharsets.US_ASCII) + "<p>x";
        FragmentInjector injector = injector(true);
        assertThat(run(injector, page.getBytes(StandardCharsets.UTF_8), 3)).isEqualTo(page);
        assertThat(injector.outcome()).isEqualTo(new Outcome.NotInjected(Outcome.Reason.ALREADY_INJECTED));
    }

    @Test
    void leavesAlonePagesWithoutAPlace() {
        String page = "<frameset><frame src=a></frameset>";
        assertThat(run(injector(true), page.getBytes(StandardCharsets.UTF_8), 2))
                .isEqualTo(page);
    }

    private SkipLinkScanner scanner = new SkipLinkScanner(MARKER, true);

    private FragmentInjector injector(boolean after) {
        scanner = new SkipLinkScanner(MARKER, after);
        return new FragmentInjector(pageLanguage -> FRAGMENT, scanner);
    }

    private void everyCut(String marked, boolean after, boolean seen) {
        byte[] page = marked.replace("▲", "").getBytes(StandardCharsets.UTF_8);
        String expected = marked.replace("▲", new String(FRAGMENT, StandardCharsets.US_ASCII));
        for (int chunk = 1; chunk <= page.length + 1; chunk += page.length > 200 ? 97 : 1) {
            assertThat(run(injector(after), page, chunk))
                    .as("chunks of %s", chunk)
                    .isEqualTo(expected);
            assertThat(scanner.skipLinkSeen()).as("chunks of %s", chunk).isEqualTo(seen);
        }
    }

    private static String run(FragmentInjector injector, byte[] page, int chunk) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < page.length; from += chunk) {
            injector.feed(page, from, Math.min(chunk, page.length - from), out::write);
        }
        injector.finish(out::write);
        return out.toString(StandardCharsets.UTF_8);
    }
}
