package io.geocompliance.gateway.notice;

import java.nio.charset.StandardCharsets;

/**
 * The style of a notice as a file of its own, for sites whose policies forbid what stands in the page.
 *
 * @param path on every site; it changes with the text, so that a copy of it never grows old
 * @param css in ASCII
 */
public record StyleSheet(String path, String css) {

    static StyleSheet of(String css) {
        String name = ContentHash.of(css.getBytes(StandardCharsets.US_ASCII)).base32(16);
        return new StyleSheet(NoticePaths.ROOT + "style/" + name + ".css", css);
    }

    /** In HTML and XHTML alike. */
    String element() {
        return "<link rel=\"stylesheet\" href=\"" + path + "\"/>";
    }
}
