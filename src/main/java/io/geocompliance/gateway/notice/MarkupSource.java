package io.geocompliance.gateway.notice;

import io.geocompliance.gateway.notice.Notice.Mistake;
import io.geocompliance.gateway.notice.Notice.Severity;
import io.geocompliance.gateway.notice.Notice.Spot;
import java.util.ArrayList;
import java.util.List;

/** One text file: its lines, and the mistakes found in it so far; used by one thread while the file is read. */
final class MarkupSource {

    private final String file;
    private final List<Line> lines = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    MarkupSource(String file, String text) {
        this.file = file;
        // A byte order mark is an editor's, not the author's.
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int number = 1;
        for (String line : content.split("\r\n|\n|\r", -1)) {
            lines.add(new Line(number, 1, line));
            number++;
        }
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    boolean hasErrors() {
        return mistakes.stream().anyMatch(mistake -> mistake.severity() == Severity.ERROR);
    }

    void error(int line, int column, String message) {
        mistakes.add(new Mistake(Severity.ERROR, new Spot.InText(file, line, column), message));
    }

    void warning(int line, int column, String message) {
        mistakes.add(new Mistake(Severity.WARNING, new Spot.InText(file, line, column), message));
    }

    /**
     * A line, or what is left of it after its marker.
     *
     * @param number from 1
     * @param column of the first character of the text, from 1
     */
    record Line(int number, int column, String text) {

        boolean isBlank() {
            return text.isBlank();
        }

        Line from(int offset) {
            return new Line(number, column + offset, text.substring(offset));
        }

        Line stripped() {
            int start = 0;
            while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            return new Line(number, column + start, text.strip());
        }
    }
}
