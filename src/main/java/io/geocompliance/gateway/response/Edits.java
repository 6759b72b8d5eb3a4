package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;

/** Collects the edits of one message, and only those that change something: what is listed is what differs. */
final class Edits {

    private final Fields fields;
    private final List<HeaderEdit> list = new ArrayList<>();

    /** @param fields as they are before the first edit */
    Edits(Fields fields) {
        this(fields, List.of());
    }

    /**
     * Goes on where other edits have ended.
     *
     * @param fields as they are after those made
     */
    Edits(Fields fields, List<HeaderEdit> made) {
        this.fields = fields;
        list.addAll(made);
    }

    /** Makes the field hold exactly these lines; none removes it. */
    void replace(String name, List<String> lines) {
        if (lines.equals(fields.all(name))) {
            return;
        }
        if (lines.isEmpty()) {
            list.add(new HeaderEdit.Remove(name));
            return;
        }
        list.add(new HeaderEdit.Set(name, lines.get(0)));
        lines.subList(1, lines.size()).forEach(line -> list.add(new HeaderEdit.Append(name, line)));
    }

    void set(String name, String value) {
        replace(name, List.of(value));
    }

    void remove(String name) {
        if (fields.has(name)) {
            list.add(new HeaderEdit.Remove(name));
        }
    }

    void append(String name, String value) {
        list.add(new HeaderEdit.Append(name, value));
    }

    /** Whether the field differs from what it was. */
    boolean change(String name) {
        return list.stream().anyMatch(edit -> edit.name().equalsIgnoreCase(name));
    }

    List<HeaderEdit> list() {
        return List.copyOf(list);
    }
}
