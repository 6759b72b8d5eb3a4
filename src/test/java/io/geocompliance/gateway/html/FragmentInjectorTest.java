package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of pages.cases and every regression: the place, the judge's word, and the same at every split. */
class FragmentInjectorTest {

    /** The place in the cases, a character that none of them has. */
    private static final String PLACE = "\u25B2";

    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9A-F]{4})");

    static Stream<String> cases() throws IOException {
        return lines("pages.cases");
    }

    private static Stream<String> lines(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/html", name), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("# "));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noticeGoesWhereTheCaseSaysAtEverySplit(String line) {
        Case c = Case.of(line);
        Pages.Result whole = Pages.inject(c.page());
        assertThat(describe(whole.outcome())).isEqualTo(c.expected());
        if (whole.outcome() instanceof Outcome.Injected) {
            assertThat(Pages.JUDGE.faultOf(c.page(), whole.output())).isEmpty();
        } else {
            assertThat(whole.output()).isEqualTo(c.page());
        }
        assertSame(c.page(), whole, Pages.everyBytes(c.page(), 1));
        for (int first = 0; first <= c.page().length; first++) {
            assertSame(c.page(), whole, first);
            for (int second = first + 1; second <= c.page().length; second++) {
                assertSame(c.page(), whole, first, second);
            }
        }
    }

    @Test
    void casesAreThere() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(80);
    }

    private static void assertSame(byte[] page, Pages.Result whole, int... cuts) {
        Pages.Result cut = Pages.inject(page, cuts);
        assertThat(cut.outcome()).isEqualTo(whole.outcome());
        assertThat(cut.output()).isEqualTo(whole.output());
        assertThat(cut.language()).isEqualTo(whole.language());
        assertThat(cut.htmlTagSeen()).isEqualTo(whole.htmlTagSeen());
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Injected injected) {
            return "at " + injected.offset();
        }
        return ((Outcome.NotInjected) outcome).reason().label();
    }

    /** A line: a page with its place, or {@code reason: page}; backslash escapes for what can't be seen. */
    private record Case(byte[] page, String expected) {

        static Case of(String line) {
            String text = UNICODE.matcher(line)
                    .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)))
                    .translateEscapes();
            int place = text.indexOf(PLACE);
            if (place >= 0) {
                String before = text.substring(0, place);
                return new Case(Pages.bytes(before + text.substring(place + 1)), "at " + Pages.bytes(before).length);
            }
            List<String> parts = List.of(text.split(": ", 2));
            return new Case(Pages.bytes(parts.get(1)), parts.get(0));
        }
    }
}
