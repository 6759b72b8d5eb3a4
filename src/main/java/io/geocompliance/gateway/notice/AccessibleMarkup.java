package io.geocompliance.gateway.notice;

import io.geocompliance.gateway.notice.MarkupSource.Line;
import io.geocompliance.gateway.notice.Prose.Block;
import io.geocompliance.gateway.notice.Prose.Inline;
import io.geocompliance.gateway.notice.Prose.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The small markup of notice texts: just what stays readable without style and has one meaning to a screen reader.
 *
 * <pre>
 * # Label                  the first line; plain words
 * A paragraph, **strong**, [a link](https://…), a {placeholder}. A backslash takes any of these literally.
 * - an item
 * [words](lang:en)         words of another language, which is named by its tag
 * [link text]({page})      a paragraph of its own, last before the line: leads to the notice's own page
 * [link text]({hide})      optional, behind that: hides the bar at the viewport's bottom; it stands only where that is allowed
 * ---                      what follows stands on the notice's own page only
 * ## A heading
 * [link text]({plain})     optional: leads to the page without style
 * </pre>
 *
 * There is no HTML: {@code <} is a character like others. Mistakes are collected, never thrown.
 */
final class AccessibleMarkup {

    /** Beyond this a banner pushes the page out of sight; a warning. In characters that a reader sees. */
    static final int LONG_BANNER_CHARACTERS = 1_200;

    /** Beyond this a label is a burden to those who hear it; a warning. */
    private static final int LONG_LABEL_CHARACTERS = 80;

    private static final String RULE = "---";

    private final MarkupSource source;
    private final InlineMarkup inline;

    AccessibleMarkup(MarkupSource source, Parameters parameters) {
        this.source = source;
        this.inline = new InlineMarkup(source, parameters);
    }

    /** The text, or nothing if the source now has errors. */
    Optional<NoticeText> read(String language) {
        List<Line> lines = source.lines();
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        String label = "";
        if (first < lines.size() && lines.get(first).text().startsWith("# ")) {
            label = label(lines.get(first).from(2).stripped());
            first++;
        } else {
            source.error(Math.min(first, lines.size() - 1) + 1, 1, "a text begins with a line \"# Label\"");
        }
        int rule = first;
        while (rule < lines.size() && !lines.get(rule).text().strip().equals(RULE)) {
            rule++;
        }
        if (label.codePointCount(0, label.length()) > LONG_LABEL_CHARACTERS) {
            source.warning(
                    first,
                    1,
                    "the label is longer than " + LONG_LABEL_CHARACTERS
                            + " characters: screen readers say it whenever the notice is reached");
        }
        Prose banner = prose(lines.subList(first, rule), false);
        banner(banner, Math.min(first, lines.size() - 1) + 1);
        Prose further = prose(lines.subList(Math.min(rule + 1, lines.size()), lines.size()), true);
        return source.hasErrors()
                ? Optional.empty()
                : Optional.of(new NoticeText(language, NoticeText.Direction.of(language), label, banner, further));
    }

    /** @param line where it begins */
    private void banner(Prose banner, int line) {
        int characters = banner.visibleCharacters();
        if (banner.blocks().isEmpty()) {
            source.error(line, 1, "the banner has no text");
        } else if (characters > LONG_BANNER_CHARACTERS) {
            source.warning(
                    line,
                    1,
                    "the banner has " + characters + " characters, more than " + LONG_BANNER_CHARACTERS
                            + ": move some of it after the line ---");
        }
    }

    private String label(Line line) {
        StringBuilder label = new StringBuilder();
        for (Inline piece : inline.read(List.of(line))) {
            if (!(piece instanceof Prose.Text)) {
                source.error(line.number(), line.column(), "the label is plain words, without links or strong");
            }
            label.append(piece.text());
        }
        if (label.toString().isBlank()) {
            source.error(line.number(), line.column(), "the label is empty");
        }
        return label.toString();
    }

    private Prose prose(List<Line> lines, boolean headingsAllowed) {
        List<Block> blocks = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            Line line = lines.get(i);
            if (line.isBlank()) {
                i++;
            } else if (line.text().startsWith("#")) {
                blocks.add(heading(line, headingsAllowed));
                i++;
            } else {
                int end = endOfBlock(lines, i);
                blocks.add(isItem(line) ? list(lines.subList(i, end)) : paragraph(lines.subList(i, end)));
                i = end;
            }
        }
        return new Prose(blocks);
    }

    /** A block goes on until a blank line, a heading, a line across, or a change between list and paragraph. */
    private int endOfBlock(List<Line> lines, int start) {
        boolean list = isItem(lines.get(start));
        int end = start + 1;
        while (end < lines.size()) {
            Line line = lines.get(end);
            boolean continued = list ? isItem(line) || line.text().startsWith("  ") : !isItem(line);
            if (line.isBlank() || line.text().startsWith("#") || !continued) {
                break;
            }
            end++;
        }
        return end;
    }

    private Block heading(Line line, boolean allowed) {
        if (!line.text().startsWith("## ")) {
            source.error(line.number(), line.column(), "a heading is a line \"## Words\"");
            return new Block(Kind.HEADING, List.of(List.of()));
        }
        if (!allowed) {
            source.error(
                    line.number(),
                    line.column(),
                    "no heading before the line ---: it would disturb the headings of the site's page");
        }
        return new Block(Kind.HEADING, List.of(inline.read(List.of(line.from(3).stripped()))));
    }

    private Block paragraph(List<Line> lines) {
        if (lines.stream().anyMatch(line -> line.text().strip().equals(RULE))) {
            source.error(lines.get(0).number(), lines.get(0).column(), "there is one line --- at most");
        }
        return new Block(
                Kind.PARAGRAPH,
                List.of(inline.read(lines.stream().map(Line::stripped).toList())));
    }

    private Block list(List<Line> lines) {
        List<List<Inline>> items = new ArrayList<>();
        List<Line> item = new ArrayList<>();
        for (Line line : lines) {
            if (isItem(line) && !item.isEmpty()) {
                items.add(inline.read(item));
                item.clear();
            }
            item.add((isItem(line) ? line.from(2) : line).stripped());
        }
        items.add(inline.read(item));
        return new Block(Kind.LIST, items);
    }

    private static boolean isItem(Line line) {
        return line.text().startsWith("- ");
    }
}
