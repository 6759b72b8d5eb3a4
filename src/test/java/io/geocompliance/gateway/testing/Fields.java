package io.geocompliance.gateway.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Header fields in the order of the wire, repeated lines kept apart: a joined list would hide what was really sent. */
public record Fields(List<Field> lines) {

    public static final Fields NONE = new Fields(List.of());

    public Fields {
        lines = List.copyOf(lines);
    }

    /** Fields from lines such as {@code "Accept: text/html"}. */
    public static Fields of(String... lines) {
        return new Fields(Arrays.stream(lines).map(Fields::field).toList());
    }

    /** The fields of a message head, without its first line; every line ends in CR LF or LF. */
    static Fields ofHead(String head) {
        List<Field> fields = new ArrayList<>();
        for (String line : head.split("\r?\n", -1)) {
            if (!line.isEmpty()) {
                fields.add(field(line));
            }
        }
        return new Fields(fields);
    }

    private static Field field(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a field line: " + line);
        }
        return new Field(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    public List<String> all(String name) {
        return lines.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** Every element of a list field (RFC 9110 5.6.1) whose elements hold no quoted comma. */
    public List<String> list(String name) {
        return all(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    Fields plus(String name, String value) {
        List<Field> more = new ArrayList<>(lines);
        more.add(new Field(name, value));
        return new Fields(more);
    }

    /** As lines of a head, each ended by CR LF. */
    String wire() {
        StringBuilder head = new StringBuilder();
        lines.forEach(field -> head.append(field).append("\r\n"));
        return head.toString();
    }
}
