package io.geocompliance.gateway.notice;

import java.util.List;

/** Parsed text: blocks of inline pieces, placeholders already filled in, nothing escaped yet. */
record Prose(List<Block> blocks) {

    Prose {
        blocks = List.copyOf(blocks);
    }

    /** How many characters a reader sees. */
    int visibleCharacters() {
        return blocks.stream().mapToInt(Block::visibleCharacters).sum();
    }

    /** The same without paragraphs that are nothing but a link to one target. */
    Prose withoutLinksTo(String target) {
        return new Prose(
                blocks.stream().filter(block -> !block.isLinkTo(target)).toList());
    }

    /** Nothing but the paragraph that is a link to one target. */
    Prose onlyLinkTo(String target) {
        return new Prose(blocks.stream().filter(block -> block.isLinkTo(target)).toList());
    }

    /** The link texts that lead to one target. */
    List<String> linkTextsTo(String target) {
        return blocks.stream()
                .flatMap(block -> block.lines().stream())
                .flatMap(List::stream)
                .filter(piece -> piece instanceof Link link && link.target().equals(target))
                .map(piece -> ((Link) piece).text())
                .toList();
    }

    /**
     * A paragraph, heading or list.
     *
     * @param kind what it is
     * @param lines one for a paragraph or heading, one per item for a list
     */
    record Block(Kind kind, List<List<Inline>> lines) {
        Block {
            lines = List.copyOf(lines);
        }

        int visibleCharacters() {
            return lines.stream()
                    .flatMap(List::stream)
                    .mapToInt(piece -> piece.text().length())
                    .sum();
        }

        boolean isLinkTo(String target) {
            return kind == Kind.PARAGRAPH
                    && lines.get(0).size() == 1
                    && lines.get(0).get(0) instanceof Link link
                    && link.target().equals(target);
        }
    }

    /** The sorts of blocks. */
    enum Kind {
        PARAGRAPH,
        HEADING,
        LIST
    }

    /** A piece of running text. */
    sealed interface Inline {
        /** What a reader sees of it. */
        String text();
    }

    /** Plain words. */
    record Text(String text) implements Inline {}

    /** Words of strong importance. */
    record Strong(String text) implements Inline {}

    /**
     * Words of another language than the text's (WCAG 3.1.2).
     *
     * @param language BCP 47 tag
     */
    record Foreign(String text, String language) implements Inline {}

    /**
     * A link.
     *
     * @param target an absolute http(s) URL, or one of {@link NoticePaths}' own paths
     */
    record Link(String text, String target) implements Inline {}
}
