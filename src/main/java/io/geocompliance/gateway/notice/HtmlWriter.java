package io.geocompliance.gateway.notice;

import io.geocompliance.gateway.notice.Prose.Block;
import io.geocompliance.gateway.notice.Prose.Inline;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prose as HTML that is well-formed XML too; text is escaped here and nowhere else. */
final class HtmlWriter {

    /** What becomes of characters beyond ASCII. */
    enum Beyond {
        /** They become numeric character references, which mean the same in every encoding that holds ASCII. */
        REFERENCES,
        /** They stay; the page says that it is UTF-8. */
        UTF_8
    }

    private final StringBuilder html = new StringBuilder();
    private final Beyond beyond;

    HtmlWriter(Beyond beyond) {
        this.beyond = beyond;
    }

    /** Markup of our own, as it is. */
    HtmlWriter markup(String markup) {
        html.append(markup);
        return this;
    }

    /** Text, or the value of an attribute between double quotes. */
    HtmlWriter text(String text) {
        text.codePoints().forEach(this::codePoint);
        return this;
    }

    /** A space, the name, and the escaped value. */
    HtmlWriter attribute(String name, String value) {
        return markup(" ").markup(name).markup("=\"").text(value).markup("\"");
    }

    HtmlWriter prose(Prose prose) {
        return prose(prose, false);
    }

    /** The same without a style that sets links in lists apart: there paragraphs do, so that each can be hit (WCAG 2.5.8). */
    HtmlWriter spacedProse(Prose prose) {
        return prose(prose, true);
    }

    private HtmlWriter prose(Prose prose, boolean spaced) {
        for (Block block : prose.blocks()) {
            switch (block.kind()) {
                case PARAGRAPH -> element("p", block.lines().get(0));
                case HEADING -> element("h2", block.lines().get(0));
                case LIST -> {
                    markup("<ul>");
                    block.lines().forEach(item -> item(item, spaced));
                    markup("</ul>");
                }
            }
        }
        return this;
    }

    byte[] bytes() {
        return html.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void item(List<Inline> content, boolean spaced) {
        if (spaced) {
            markup("<li>");
            element("p", content);
            markup("</li>");
        } else {
            element("li", content);
        }
    }

    private void element(String name, List<Inline> content) {
        markup("<").markup(name).markup(">");
        content.forEach(this::inline);
        markup("</").markup(name).markup(">");
    }

    private void inline(Inline piece) {
        if (piece instanceof Prose.Strong strong) {
            markup("<strong>").text(strong.text()).markup("</strong>");
        } else if (piece instanceof Prose.Foreign foreign) {
            markup("<span").attribute("lang", foreign.language());
            attribute("dir", NoticeText.Direction.of(foreign.language()).attribute());
            markup(">").text(foreign.text()).markup("</span>");
        } else if (piece instanceof Prose.Link link) {
            markup("<a").attribute("href", link.target());
            if (!link.target().startsWith("/")) {
                // The site that is linked to must not learn which page the reader came from.
                attribute("rel", "noreferrer");
            }
            markup(">").text(link.text()).markup("</a>");
        } else {
            text(piece.text());
        }
    }

    private void codePoint(int c) {
        switch (c) {
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '&' -> html.append("&amp;");
            case '"' -> html.append("&quot;");
            default -> {
                int safe = Character.getType(c) == Character.SURROGATE ? 0xFFFD : c;
                if (safe < 0x80 || beyond == Beyond.UTF_8) {
                    html.appendCodePoint(safe);
                } else {
                    html.append("&#").append(safe).append(';');
                }
            }
        }
    }
}
