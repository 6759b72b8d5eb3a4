package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;

/** Header fields as a plain list of lines, readable and editable. */
public final class FieldLines implements Fields, HeaderEdit.Target {

    private record Line(String name, String value) {}

    private final List<Line> lines = new ArrayList<>();

    /** Names and values by turns. */
    public static FieldLines of(String... namesAndValues) {
        FieldLines fields = new FieldLines();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.append(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    FieldLines with(List<HeaderEdit> edits) {
        FieldLines copy = new FieldLines();
        copy.lines.addAll(lines);
        edits.forEach(edit -> edit.applyTo(copy));
        return copy;
    }

    String joined(String name) {
        return String.join(" | ", all(name));
    }

    @Override
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name.equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    @Override
    public Iterable<String> names() {
        return lines.stream().map(Line::name).distinct().toList();
    }

    @Override
    public void set(String name, String value) {
        remove(name);
        append(name, value);
    }

    @Override
    public void append(String name, String value) {
        lines.add(new Line(name, value));
    }

    @Override
    public void remove(String name) {
        lines.removeIf(line -> line.name.equalsIgnoreCase(name));
    }
}
