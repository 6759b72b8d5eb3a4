package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a message as they are after edits; the message itself stays as it is. */
final class EditedFields implements Fields, HeaderEdit.Target {

    private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private EditedFields(Fields fields) {
        fields.names().forEach(name -> lines.put(name, new ArrayList<>(fields.all(name))));
    }

    /** The very same fields where there is no edit. */
    static Fields of(Fields fields, List<HeaderEdit> edits) {
        if (edits.isEmpty()) {
            return fields;
        }
        EditedFields edited = new EditedFields(fields);
        edits.forEach(edit -> edit.applyTo(edited));
        return edited;
    }

    @Override
    public List<String> all(String name) {
        return List.copyOf(lines.getOrDefault(name, List.of()));
    }

    @Override
    public Iterable<String> names() {
        return lines.keySet();
    }

    @Override
    public void set(String name, String value) {
        remove(name);
        append(name, value);
    }

    @Override
    public void append(String name, String value) {
        lines.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    @Override
    public void remove(String name) {
        lines.remove(name);
    }
}
