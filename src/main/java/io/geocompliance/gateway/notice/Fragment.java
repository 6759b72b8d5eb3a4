package io.geocompliance.gateway.notice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One notice in one language as the exact bytes that go into a page: one balanced element, ASCII, nothing per response.
 *
 * <p>Its first token is a start tag that only a body may hold, so that inserting it opens no head; the style sits inside. The same
 * text, style and gateway give the same bytes, and the {@linkplain #sha256 hash} names them in records.
 */
public final class Fragment {

    /** How every fragment begins; a page that holds these bytes has been through a gateway before. */
    public static final String MARKER = "<aside class=\"geo-compliance-notice\" data-notice-id=\"";

    private final String language;
    private final byte[] bytes;
    private final String sha256;
    private final Optional<String> styleSha256;
    private final Optional<StyleSheet> styleSheet;

    private Fragment(String language, byte[] bytes, LookSettings.Style style, String css) {
        this.language = language;
        this.bytes = bytes;
        this.sha256 = ContentHash.of(bytes).hex();
        this.styleSha256 = style == LookSettings.Style.INLINE ? Optional.of(NoticeStyle.hash(css)) : Optional.empty();
        this.styleSheet = style == LookSettings.Style.LINK ? Optional.of(StyleSheet.of(css)) : Optional.empty();
    }

    /** In the default look. */
    static Fragment of(String noticeId, NoticeText text, LookSettings.Style style) {
        return of(noticeId, text, new Shape(LookSettings.DEFAULT.styled(style), NoticeRendering.State.FIRST));
    }

    static Fragment of(String noticeId, NoticeText text, Shape shape) {
        HtmlWriter html = new HtmlWriter(HtmlWriter.Beyond.REFERENCES)
                .markup(MARKER)
                .text(noticeId)
                .markup("\"")
                .attribute("aria-label", text.label())
                .attribute("lang", text.language())
                .attribute("dir", text.direction().attribute())
                .attribute("data-nosnippet", "")
                .markup(">");
        String css = NoticeStyle.of(shape.look(), shape.state().hidden());
        LookSettings.Style style = shape.look().style();
        if (style == LookSettings.Style.INLINE) {
            html.markup("<style>").markup(css).markup("</style>");
        } else if (style == LookSettings.Style.LINK) {
            html.markup(StyleSheet.of(css).element());
        }
        if (!shape.state().skipLinkInPage()) {
            SkipLinks.write(html, shape.look().skipLinks(), text.language());
        }
        NoticePaths paths = new NoticePaths(noticeId);
        if (shape.state().hidden()) {
            html.markup("<p><strong>").text(text.label()).markup("</strong></p>");
            html.prose(text.banner().onlyLinkTo(paths.page(text.language())));
        } else {
            html.prose(
                    shape.look().dismissible()
                            ? text.banner()
                            : text.banner().withoutLinksTo(paths.hide(text.language())));
        }
        return new Fragment(text.language(), html.markup("</aside>").bytes(), style, css);
    }

    /** What a fragment's form depends on, beside its text. */
    record Shape(LookSettings look, NoticeRendering.State state) {}

    /** BCP 47 tag of the text. */
    public String language() {
        return language;
    }

    /** A copy of the bytes; whoever serves them keeps it. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.length;
    }

    /** SHA-256 of the exact bytes, in hex: what a record says was shown. */
    public String sha256() {
        return sha256;
    }

    /** SHA-256 of the style text in base64, to be written as {@code 'sha256-…'} into a policy; empty unless it is in the element. */
    public Optional<String> styleSha256() {
        return styleSha256;
    }

    /** What the element links to. */
    public Optional<StyleSheet> styleSheet() {
        return styleSheet;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fragment fragment && Arrays.equals(bytes, fragment.bytes);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    /** The bytes are ASCII, so this is what a page holds. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
