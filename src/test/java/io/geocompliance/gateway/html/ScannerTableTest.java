package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every token that can stand before the body, in each of the three modes: what the standard makes of it, with scripting. */
class ScannerTableTest {

    /** How the modes begin: before head, in head, after head. */
    private static final Map<String, String> MODES =
            new TreeMap<>(Map.of("1 before head", "", "2 in head", "<head>", "3 after head", "<head></head>"));

    /** What a token does in one mode. */
    private enum Cell {
        /** Nothing: the place is behind the body tag that follows. */
        SKIPPED,
        /** The same, and an end tag of head has been there. */
        ENDS_HEAD,
        /** The place is before the token. */
        BEFORE,
        /** The place is behind the token. */
        BEHIND,
        /** There is none. */
        FRAMESET,
        /** There is none: the page ends inside the token. */
        UNTERMINATED
    }

    private record Row(List<Cell> cells, List<String> tokens) {

        /** One cell for all modes, or one for each. */
        static Row of(String tokens, Cell... cells) {
            return new Row(
                    cells.length == 1 ? List.of(cells[0], cells[0], cells[0]) : List.of(cells),
                    Arrays.stream(tokens.split(" \\| "))
                            .map(String::translateEscapes)
                            .toList());
        }
    }

    /** Tokens that another token follows. */
    private static List<Row> rows() {
        return List.of(
                Row.of("\\s | \\t | \\n | \\f | \\r | \\0 | &#32; | &#x9 | &Tab; | &NewLine;", Cell.SKIPPED),
                Row.of(
                        "<!--c--> | <!-- <body> --> | <!DOCTYPE html> | <!x> | <?y?> | </ z> | </> | <![CDATA[z]]>",
                        Cell.SKIPPED),
                Row.of("x | \u200B | \u00A0 | <3 | &lt; | &nbsp; | &#0; | & | &#8203; | -", Cell.BEFORE),
                Row.of("<html> | <html a=b>", Cell.SKIPPED),
                Row.of("<head> | <head a>", Cell.SKIPPED),
                Row.of("<base> | <basefont> | <bgsound> | <link> | <meta> | <META a='>'/>", Cell.SKIPPED),
                Row.of("<title><body></title> | <style><body></style> | <noframes><body></noframes>", Cell.SKIPPED),
                Row.of("<script><body></script> | <script><!--<script></script>--></script>", Cell.SKIPPED),
                Row.of("<noscript><body></noscript>", Cell.SKIPPED, Cell.SKIPPED, Cell.BEFORE),
                Row.of("<template><body></template> | <template><template></template></template>", Cell.SKIPPED),
                Row.of("<body> | <body a='>'> | <BODY\\n> | <body/>", Cell.BEHIND),
                Row.of("<frameset> | <frameset a> | <FRAMESET>", Cell.FRAMESET),
                Row.of(
                        "<p> | <foo-bar> | <bodyx> | <iframe> | <textarea> | <plaintext> | <svg> | <image> | <select> | <xmp>",
                        Cell.BEFORE),
                Row.of("<frame> | <tr> | <noembed>", Cell.BEFORE),
                Row.of("</head> | </head a>", Cell.ENDS_HEAD, Cell.ENDS_HEAD, Cell.SKIPPED),
                Row.of("</body> | </html> | </br>", Cell.BEFORE),
                Row.of("</p> | </title> | </template> | </foo> | </noscript>", Cell.SKIPPED));
    }

    /** Ends of pages. */
    private static List<Row> ends() {
        return List.of(
                Row.of("<title> | <style>x | <script></script | <noframes></noframes a", Cell.UNTERMINATED),
                Row.of("<!-- | <!--- | <!x | <? | </ z", Cell.UNTERMINATED),
                Row.of("<template> | <template></p>", Cell.UNTERMINATED),
                Row.of("<noscript>", Cell.UNTERMINATED, Cell.UNTERMINATED, Cell.BEFORE),
                Row.of("<bo | <body | <body a='> | <p | <meta a | <head | </head | </title a | < | </", Cell.BEFORE));
    }

    @TestFactory
    Stream<DynamicTest> everyTokenInEveryMode() {
        return rows().stream()
                .flatMap(row -> row.tokens().stream().flatMap(token -> cells(row, token, "<body class=c>x")));
    }

    @TestFactory
    Stream<DynamicTest> everyEndInEveryMode() {
        return ends().stream().flatMap(row -> row.tokens().stream().flatMap(token -> cells(row, token, "")));
    }

    /** A page that ends where a token could begin gets its notice there. */
    @Test
    void endsBetweenTokens() {
        MODES.values().forEach(start -> assertPlace(start + " ", start.length() + 1));
    }

    /** Decision 0060: a tag that never ends is kept for the place before it as long as there is room. */
    @Test
    void endsInALongTag() {
        String longest = "<meta a='" + "x".repeat(HtmlScanner.LOOK_BACK - "<meta a='".length());
        MODES.values().forEach(start -> {
            assertPlace(start + longest, start.length());
            assertNone(start + longest + "x", Outcome.Reason.UNTERMINATED);
        });
    }

    private static Stream<DynamicTest> cells(Row row, String token, String after) {
        int[] mode = {0};
        return MODES.entrySet().stream().map(entry -> {
            Cell cell = row.cells().get(mode[0]++);
            boolean headEnded = mode[0] == 3 || cell == Cell.ENDS_HEAD;
            return DynamicTest.dynamicTest(
                    entry.getKey() + ": " + token,
                    () -> check(cell, new Page(entry.getValue(), token, after), headEnded));
        });
    }

    /** A mode's beginning, a token, and what follows. */
    private record Page(String start, String token, String after) {

        String withToken() {
            return start + token;
        }
    }

    private static void check(Cell cell, Page parts, boolean headEnded) {
        String page = parts.withToken() + parts.after();
        switch (cell) {
            case SKIPPED, ENDS_HEAD -> {
                assertPlace(page, (parts.withToken() + "<body class=c>").length());
                // The mode that it leaves: only after head does a noscript open the body.
                String noscript = parts.withToken() + "<noscript><body></noscript>";
                assertPlace(
                        noscript + "<body>", headEnded ? parts.withToken().length() : (noscript + "<body>").length());
            }
            case BEFORE -> assertPlace(page, parts.start().length());
            case BEHIND -> assertPlace(page, parts.withToken().length());
            case FRAMESET -> assertNone(page, Outcome.Reason.FRAMESET);
            case UNTERMINATED -> assertNone(page, Outcome.Reason.UNTERMINATED);
        }
    }

    private static void assertPlace(String page, int characters) {
        byte[] bytes = Pages.bytes(page);
        Pages.Result result = inject(bytes);
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Injected.class,
                        injected -> assertThat(injected.offset())
                                .isEqualTo(Pages.bytes(page.substring(0, characters)).length));
        assertThat(Pages.JUDGE.faultOf(bytes, result.output())).isEmpty();
    }

    private static void assertNone(String page, Outcome.Reason reason) {
        byte[] bytes = Pages.bytes(page);
        Pages.Result result = inject(bytes);
        assertThat(result.outcome()).isEqualTo(new Outcome.NotInjected(reason));
        assertThat(result.output()).isEqualTo(bytes);
    }

    private static Pages.Result inject(byte[] page) {
        Pages.Result whole = Pages.inject(page);
        assertThat(Pages.inject(page, Pages.everyBytes(page, 1)).output()).isEqualTo(whole.output());
        return whole;
    }

    /** The reasons that a page itself can give; the others are of the response, the connection or a bug. */
    @Test
    void everyReasonOfThePage() {
        Set<Outcome.Reason> reasons = Stream.of(
                        "\u00FE\u00FF",
                        "<title>\u001B$B",
                        "<frameset>",
                        "<title>",
                        "<html amp>",
                        "&#" + "0".repeat(2 * HtmlScanner.LOOK_BACK),
                        "<body>" + new String(Pages.NOTICE, java.nio.charset.StandardCharsets.US_ASCII))
                .map(page -> page.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .map(page -> Pages.inject(page).outcome())
                .map(outcome -> ((Outcome.NotInjected) outcome).reason())
                .collect(Collectors.toSet());
        assertThat(reasons)
                .isEqualTo(EnumSet.of(
                        Outcome.Reason.ENCODING,
                        Outcome.Reason.FRAMESET,
                        Outcome.Reason.UNTERMINATED,
                        Outcome.Reason.AMP,
                        Outcome.Reason.LIMIT,
                        Outcome.Reason.ALREADY_INJECTED));
    }
}
