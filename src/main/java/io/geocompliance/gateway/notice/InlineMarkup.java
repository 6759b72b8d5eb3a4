package io.geocompliance.gateway.notice;

import io.geocompliance.gateway.notice.MarkupSource.Line;
import io.geocompliance.gateway.notice.Prose.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Running text: words, strong, links and placeholders; a line break within a block is a space. */
final class InlineMarkup {

    /** Words that tell a reader who jumps from link to link nothing (WCAG 2.4.4). */
    private static final Set<String> EMPTY_LINK_TEXTS = Set.of(
            "here",
            "click here",
            "more",
            "link",
            "тут",
            "здесь",
            "сюда",
            "ссылка",
            "подробнее",
            "тук",
            "тут.",
            "hier",
            "ici",
            "cliquez ici",
            "aquí",
            "qui",
            "tutaj",
            "туточки",
            "сюди",
            "посилання",
            "докладніше",
            "далі",
            "далей",
            "падрабязней",
            "спасылка",
            "mında",
            "bağlantı",
            "daa",
            "اینجا",
            "بیشتر",
            "لینک",
            "burada",
            "dalej",
            "więcej",
            "mehr",
            "en savoir plus",
            "read more",
            "learn more");

    /** Beyond this a link's words are a burden to those who hear them; a warning. */
    private static final int LONG_LINK_CHARACTERS = 120;

    /** Before a tag in the place of a link's address. */
    private static final String LANGUAGE = "lang:";

    private static final String SPECIAL = "\\*[]{}()#-";

    private final MarkupSource source;
    private final Parameters parameters;

    InlineMarkup(MarkupSource source, Parameters parameters) {
        this.source = source;
        this.parameters = parameters;
    }

    List<Inline> read(List<Line> lines) {
        return new Run(lines).read();
    }

    /** One block's text, with the way back to lines and columns; lives for one reading. */
    private final class Run {
        private final List<Line> lines;
        private final String text;
        private final List<Inline> pieces = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private int at;

        /** Where the words at hand begin. */
        private int wordsAt;

        Run(List<Line> lines) {
            this.lines = List.copyOf(lines);
            this.text = String.join("\n", lines.stream().map(Line::text).toList());
        }

        List<Inline> read() {
            while (at < text.length()) {
                if (text.startsWith("**", at)) {
                    flush();
                    strong();
                } else if (text.charAt(at) == '[') {
                    flush();
                    link();
                } else {
                    character();
                }
            }
            flush();
            return List.copyOf(pieces);
        }

        private void flush() {
            if (!words.isEmpty()) {
                pieces.add(new Prose.Text(takeOwn()));
            }
        }

        private String take() {
            String taken = words.toString();
            words.setLength(0);
            return taken;
        }

        /** Words that are to be read out in the text's language. */
        private String takeOwn() {
            Scripts.foreignIn(words.toString(), parameters.language())
                    .ifPresent(foreign -> warning(
                            wordsAt,
                            "a screen reader would read “" + foreign + "” as " + parameters.language()
                                    + "; mark words of another language with its tag: [words](lang:en)"));
            return take();
        }

        private void strong() {
            int start = at;
            at += 2;
            while (at < text.length() && !text.startsWith("**", at)) {
                if (text.charAt(at) == '[') {
                    error(at, "no link within ** **");
                }
                character();
            }
            if (at >= text.length() || words.isEmpty()) {
                error(start, "** begins strong words, but no ** ends them; write \\* for an asterisk");
            }
            at = Math.min(at + 2, text.length());
            pieces.add(new Prose.Strong(takeOwn()));
        }

        private void link() {
            int start = at;
            at++;
            while (at < text.length() && text.charAt(at) != ']') {
                if (text.startsWith("**", at) || text.charAt(at) == '[') {
                    error(at, "a link's text is plain words");
                }
                character();
            }
            int textEnd = words.length();
            String linkText = words.toString().strip();
            if (!text.startsWith("](", at)) {
                error(start, "a link is [words](address); write \\[ for a bracket");
                take();
                at = Math.min(at + 1, text.length());
                return;
            }
            int targetStart = at + 2;
            at = targetStart;
            while (at < text.length() && text.charAt(at) != ')') {
                character();
            }
            if (at >= text.length()) {
                error(start, "the link's address has no closing )");
            }
            at = Math.min(at + 1, text.length());
            String target = words.substring(textEnd).strip();
            words.setLength(textEnd);
            if (target.startsWith(LANGUAGE)) {
                take();
                foreign(targetStart, linkText, target.substring(LANGUAGE.length()));
                return;
            }
            takeOwn();
            checkText(start, linkText);
            LinkTarget.mistakeIn(target, parameters.ownPaths()).ifPresent(mistake -> error(targetStart, mistake));
            pieces.add(new Prose.Link(linkText, target));
        }

        private void foreign(int targetStart, String foreignWords, String language) {
            if (!NoticeReader.isCanonical(language)) {
                error(targetStart, "\"" + language + "\" is not a language tag (BCP 47) in its usual spelling");
            } else if (foreignWords.isEmpty()) {
                error(targetStart, "no words are marked");
            }
            pieces.add(new Prose.Foreign(foreignWords, language));
        }

        private void checkText(int start, String linkText) {
            String bare = linkText.toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\s]+$", "");
            if (bare.isEmpty()) {
                error(start, "a link needs words that can be read out");
            } else if (EMPTY_LINK_TEXTS.contains(bare)) {
                error(start, "a link's words must say where it leads without the sentence around them (WCAG 2.4.4)");
            } else if (linkText.length() > LONG_LINK_CHARACTERS) {
                warning(
                        start,
                        "a link's words are at most " + LONG_LINK_CHARACTERS + " characters: they are read out as one");
            }
        }

        private void character() {
            char c = text.charAt(at);
            wordsAt = words.isEmpty() ? at : wordsAt;
            if (c == '\\' && at + 1 < text.length() && SPECIAL.indexOf(text.charAt(at + 1)) >= 0) {
                words.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '{') {
                placeholder();
            } else if (c == '\n') {
                words.append(' ');
                at++;
            } else {
                if (c == '}') {
                    error(at, "} without {; write \\} for a brace");
                } else if (c != '\t' && Parameters.isUnfit(c)) {
                    error(at, "a control character");
                }
                words.append(c == '\t' ? ' ' : c);
                at++;
            }
        }

        private void placeholder() {
            int start = at;
            int end = text.indexOf('}', at);
            if (end < 0 || text.substring(at, end).indexOf('\n') >= 0) {
                error(start, "{ without }; write \\{ for a brace");
                at++;
                return;
            }
            String name = text.substring(at + 1, end);
            at = end + 1;
            parameters.value(name).ifPresentOrElse(words::append, () -> error(start, parameters.whyMissing(name)));
        }

        private void error(int offset, String message) {
            at(offset, (line, column) -> source.error(line, column, message));
        }

        private void warning(int offset, String message) {
            at(offset, (line, column) -> source.warning(line, column, message));
        }

        private void at(int offset, BiConsumer<Integer, Integer> report) {
            int left = offset;
            for (Line line : lines) {
                if (left <= line.text().length()) {
                    report.accept(line.number(), line.column() + left);
                    return;
                }
                left -= line.text().length() + 1;
            }
        }
    }
}
