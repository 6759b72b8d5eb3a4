package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.notice.LookSettings.Style;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class FragmentTest {

    private static final String PAGE =
            "<!doctype html><html lang=\"en\"><head><title>t</title></head><body>▲<h1>x</h1></body></html>";

    @ParameterizedTest
    @EnumSource(Style.class)
    void isTheFirstChildOfBodyAndLeavesTheRestOfThePageAlone(Style style) {
        for (Notice notice : List.of(Samples.notice(), Samples.shipped())) {
            for (NoticeText text : notice.texts().values()) {
                Fragment fragment = Fragment.of(notice.id(), text, style);
                Judge page = Judge.of(PAGE.replace("▲", fragment.toString()));

                assertThat(page.errors()).isEmpty();
                Element aside = page.only("aside");
                assertThat(page.only("body").getFirstChild()).isSameAs(aside);
                assertThat(aside.getNextSibling().getNodeName()).isEqualTo("h1");
                assertThat(page.all("style")).hasSize(style == Style.INLINE ? 1 : 0);
                assertThat(aside.getAttribute("data-notice-id")).isEqualTo(notice.id());
                assertThat(aside.getAttribute("aria-label")).isEqualTo(text.label());
                assertThat(aside.getAttribute("lang")).isEqualTo(text.language());
                assertThat(aside.getAttribute("dir")).isEqualTo(text.direction().attribute());
                assertThat(aside.hasAttribute("data-nosnippet")).isTrue();

                aside.getParentNode().removeChild(aside);
                assertThat(page.document()
                                .isEqualNode(Judge.of(PAGE.replace("▲", "")).document()))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "koi8-r", "Shift_JIS", "UTF-8", "GBK", "iso-8859-1"})
    void readsTheSameInEveryEncodingThatHoldsAscii(String encoding) {
        for (NoticeText text : Samples.shipped().texts().values()) {
            byte[] bytes = Fragment.of("ru-undesirable", text, Style.NONE).bytes();
            String decoded = new String(bytes, Charset.forName(encoding));
            assertThat(Judge.visible(Judge.of(decoded).only("aside"))).isEqualTo(words(text));
        }
    }

    @Test
    void isAsciiAlone() {
        for (NoticeText text : Samples.shipped().texts().values()) {
            for (byte b : Fragment.of("ru-undesirable", text, Style.INLINE).bytes()) {
                assertThat(b).isBetween((byte) 0x20, (byte) 0x7E);
            }
        }
    }

    @Test
    void beginsWithTheMarkerAndAnElementThatOnlyABodyMayHold() {
        Fragment fragment = Fragment.of("sample", Samples.notice().texts().get("en"), Style.INLINE);
        assertThat(fragment.toString()).startsWith(Fragment.MARKER + "sample\" aria-label=\"");
        assertThat(fragment.toString()).endsWith("</aside>");
        Judge headOnly = Judge.of("<!doctype html><title>t</title>" + fragment);
        assertThat(headOnly.only("aside").getParentNode().getNodeName()).isEqualTo("body");
    }

    @ParameterizedTest
    @EnumSource
    void isWellFormedXml(Style style) throws Exception {
        for (NoticeText text : Samples.notice().texts().values()) {
            String xml = Fragment.of("sample", text, style).toString();
            Node aside = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
            assertThat(aside.getNodeName()).isEqualTo("aside");
            assertThat(Judge.visible(aside)).isEqualTo(words(text));
        }
    }

    @Test
    void aValueIsTextWhateverItHolds() {
        Judge page = Judge.of(PAGE.replace(
                "▲",
                Fragment.of("sample", Samples.notice().texts().get("en"), Style.NONE)
                        .toString()));
        assertThat(page.all("b")).isEmpty();
        assertThat(Judge.visible(page.only("strong"))).isEqualTo("A <b>\"B\"</b> & Sons is on a list");
    }

    @Test
    void runsFromRightToLeftWhereTheScriptDoes() {
        NoticeText arabic = Samples.notice().texts().get("ar");
        Judge page = Judge.of(
                PAGE.replace("▲", Fragment.of("sample", arabic, Style.INLINE).toString()));
        assertThat(page.only("aside").getAttribute("dir")).isEqualTo("rtl");
        assertThat(page.only("aside").getAttribute("aria-label")).isEqualTo("إشعار للقراء");
    }

    @Test
    void theHashesAreThoseOfTheExactBytes() throws Exception {
        NoticeText text = Samples.notice().texts().get("en");
        Fragment fragment = Fragment.of("sample", text, Style.INLINE);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        assertThat(fragment.sha256()).isEqualTo(HexFormat.of().formatHex(sha256.digest(fragment.bytes())));
        String style =
                Judge.of(PAGE.replace("▲", fragment.toString())).only("style").getTextContent();
        assertThat(fragment.styleSha256())
                .contains(Base64.getEncoder().encodeToString(sha256.digest(style.getBytes(StandardCharsets.UTF_8))));
        assertThat(Fragment.of("sample", text, Style.NONE).styleSha256()).isEmpty();
    }

    @Test
    void theSameTextGivesTheSameBytesAndOneLetterOthers() {
        Fragment one = Fragment.of("sample", Samples.notice().texts().get("en"), Style.INLINE);
        Fragment same = Fragment.of("sample", Samples.notice().texts().get("en"), Style.INLINE);
        Fragment other = Fragment.of(
                "sample",
                Samples.notice(Samples.ENGLISH.replace("a list", "a List"))
                        .texts()
                        .get("en"),
                Style.INLINE);
        assertThat(same).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(same.sha256()).isEqualTo(one.sha256());
        assertThat(other).isNotEqualTo(one);
        assertThat(other.sha256()).isNotEqualTo(one.sha256());
        assertThat(other.styleSha256()).isEqualTo(one.styleSha256());
    }

    @Test
    void handingOutTheBytesGivesNobodyPowerOverThem() {
        Fragment fragment = Fragment.of("sample", Samples.notice().texts().get("en"), Style.NONE);
        String before = fragment.toString();
        fragment.bytes()[0] = 'X';
        assertThat(fragment.toString()).isEqualTo(before);
    }

    /** The words of a banner as its author wrote them. */
    private static String words(NoticeText text) {
        StringBuilder words = new StringBuilder();
        // In the default look nothing can be hidden.
        text.banner()
                .withoutLinksTo(new NoticePaths("ru-undesirable").hide(text.language()))
                .blocks()
                .forEach(block -> block.lines().forEach(line -> {
                    line.forEach(piece -> words.append(piece.text()));
                    words.append('\n');
                }));
        return words.toString();
    }

    @Test
    void aBarThatMayBeHiddenHasTheLinkAndHiddenIsALineThatLeadsToTheNotice() {
        LookSettings bar = new LookSettings(LookSettings.Placement.BOTTOM_BAR, true, false, List.of(), Style.INLINE);
        NoticeText text = Samples.shipped().texts().get("en");
        Fragment open =
                Fragment.of("ru-undesirable", text, new Fragment.Shape(bar, new NoticeRendering.State(false, false)));
        Fragment hidden =
                Fragment.of("ru-undesirable", text, new Fragment.Shape(bar, new NoticeRendering.State(true, false)));
        assertThat(open.toString()).startsWith(Fragment.MARKER).contains("/en/hide\">Hide this notice</a></p></aside>");
        assertThat(open.toString()).contains("position:fixed").contains("scroll-padding-block-end");
        assertThat(Judge.visible(Judge.of(hidden.toString()).only("aside")))
                .contains("Legal information for readers")
                .contains("What this means and how to stay safe")
                .doesNotContain("Hide");
        assertThat(hidden.toString()).doesNotContain("position:fixed");
        assertThat(hidden.sha256()).isNotEqualTo(open.sha256());
        assertThat(hidden.styleSha256()).isNotEqualTo(open.styleSha256());
    }

    @Test
    void skipLinksSpeakTheNoticesLanguageOrSayWhichTheySpeak() {
        LookSettings look = new LookSettings(
                LookSettings.Placement.FIRST,
                false,
                false,
                List.of(new LookSettings.SkipLink(LookSettings.Target.MAIN, "m", Map.of())),
                Style.NONE);
        Fragment.Shape shape = new Fragment.Shape(look, NoticeRendering.State.FIRST);
        assertThat(Fragment.of("s", Samples.shipped().texts().get("uk"), shape).toString())
                .contains("\"><ul><li><a href=\"#m\">")
                .doesNotContain("lang=\"en\"");
        assertThat(Fragment.of("s", Samples.notice().texts().get("ar"), shape).toString())
                .contains(
                        "<nav aria-label=\"Accessibility links\" lang=\"en\" dir=\"ltr\"><ul><li><a href=\"#m\">Skip to main content</a>");
    }
}
