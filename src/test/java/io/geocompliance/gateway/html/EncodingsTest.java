package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.PageJudge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodings whose bytes may be scanned as they are, with every character they have, and those whose bytes may not. */
class EncodingsTest {

    private static final byte[] ESCAPE_TO_KANJI = {0x1B, '$', 'B'};

    /** A page that is full of the characters in all places before the body, and the text behind. */
    private static String page(String characters) {
        return "<!doctype html><html lang=ja data-x='" + characters + "'><title>" + characters + "</title><!-- "
                + characters
                + " --><meta content=\"" + characters + "\"><script>'" + characters + "'</script></head><body data-y="
                + characters + ">";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shift_JIS",
                "windows-31j",
                "GBK",
                "GB18030",
                "Big5",
                "Big5-HKSCS",
                "EUC-JP",
                "EUC-KR",
                "windows-1251",
                "KOI8-R",
                "KOI8-U",
                "IBM866",
                "ISO-8859-5",
                "windows-1252",
                "windows-874",
                "UTF-8"
            })
    void noCharacterIsTakenForMarkup(String name) {
        Charset charset = Charset.forName(name);
        CharsetEncoder encoder = charset.newEncoder();
        StringBuilder all = new StringBuilder();
        IntStream.range(0xA1, 0xD7FF)
                .filter(c -> Character.isLetter(c) && encoder.canEncode((char) c))
                .forEach(c -> all.append((char) c));
        assertThat(all).hasSizeGreaterThan(50);
        byte[] before = page(all.toString()).getBytes(charset);
        byte[] page = (page(all.toString()) + all + "</body></html>").getBytes(charset);

        Pages.Result result = Pages.inject(page);

        assertThat(result.outcome()).isEqualTo(new Outcome.Injected(before.length, Outcome.Kind.AFTER_BODY_TAG));
        assertThat(new PageJudge(Pages.NOTICE, charset).faultOf(page, result.output()))
                .isEmpty();
        assertThat(Pages.inject(page, Pages.everyBytes(page, 7)).output()).isEqualTo(result.output());
    }

    static Stream<Charset> utf16() {
        return Stream.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    }

    @ParameterizedTest
    @MethodSource("utf16")
    void utf16WithItsMarkIsLeftAlone(Charset charset) {
        byte[] page = "\uFEFF<!doctype html><body>x".getBytes(charset);
        for (int cut = 0; cut <= page.length; cut++) {
            Pages.Result result = Pages.inject(page, cut);
            assertThat(result.outcome()).isEqualTo(new Outcome.NotInjected(Outcome.Reason.ENCODING));
            assertThat(result.output()).isEqualTo(page);
        }
    }

    /** The standard reads a page as UTF-8 that says in ASCII that it is UTF-16. */
    @Test
    void metaThatSaysUtf16CannotBeRight() {
        Pages.Result result = Pages.inject(Pages.bytes("<meta charset=utf-16><body>x"));
        assertThat(result.outcome()).isEqualTo(new Outcome.Injected(27, Outcome.Kind.AFTER_BODY_TAG));
    }

    /** In these bytes a quote, a less-than sign and a slash may be halves of characters; no header has said so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>%</title><body>x",
                "<meta content=\"%\"><body>x",
                "<!--%--><body>",
                "<template>%</template><body>"
            })
    void iso2022JpInHeadIsLeftAlone(String template) {
        byte[] page = withKanji(template);
        for (int cut = 0; cut <= page.length; cut++) {
            Pages.Result result = Pages.inject(page, cut);
            assertThat(result.outcome()).isEqualTo(new Outcome.NotInjected(Outcome.Reason.ENCODING));
            assertThat(result.output()).isEqualTo(page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<body>^%", "</head>^%", "</head>^<p>%", "</head>\n^<div data-x='%'>"})
    void iso2022JpInBodyOnlyGetsItsNotice(String template) {
        int place = template.indexOf('^');
        byte[] page = withKanji(template.replace("^", ""));
        for (int cut = 0; cut <= page.length; cut++) {
            Pages.Result result = Pages.inject(page, cut);
            assertThat(result.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Injected.class,
                            injected -> assertThat(injected.offset()).isEqualTo(place));
            assertThat(result.output()).hasSize(page.length + Pages.NOTICE.length);
        }
    }

    /** Kanji whose bytes are a quote and a greater-than sign, a less-than sign and a slash. */
    private static byte[] withKanji(String template) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        for (byte b : template.getBytes(StandardCharsets.US_ASCII)) {
            if (b == '%') {
                page.writeBytes(ESCAPE_TO_KANJI);
                page.writeBytes(new byte[] {0x30, '"', '>', '<', '<', '/', 0x1B, '(', 'B'});
            } else {
                page.write(b);
            }
        }
        return page.toByteArray();
    }
}
