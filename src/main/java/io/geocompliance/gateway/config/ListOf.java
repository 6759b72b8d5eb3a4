package io.geocompliance.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of one shape.
 *
 * @param expected what belongs here, to follow "expected"
 * @param item what each item is
 * @param least how many there must be
 * @param alone whether one item may stand without its list
 */
record ListOf<T>(String expected, Shape<T> item, int least, boolean alone) implements Shape<List<T>> {

    /** A list that may be empty. */
    static <T> ListOf<T> any(String expected, Shape<T> item) {
        return new ListOf<>(expected, item, 0, false);
    }

    /** A list of at least one. */
    static <T> ListOf<T> some(String expected, Shape<T> item) {
        return new ListOf<>(expected, item, 1, false);
    }

    /** At least one, or one without brackets. */
    static <T> ListOf<T> oneOrMore(String expected, Shape<T> item) {
        return new ListOf<>(expected, item, 1, true);
    }

    @Override
    public Optional<List<T>> read(Yaml yaml, Reading reading) {
        if (alone && yaml instanceof Yaml.Text) {
            return item.read(yaml, reading).map(List::of);
        }
        if (!(yaml instanceof Yaml.Items list)) {
            return refuse(yaml, reading);
        }
        if (list.items().size() < least) {
            reading.problems().error(list.position(), "expected " + expected + ", found an empty list.");
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        list.items().forEach(each -> item.read(each, reading).ifPresent(values::add));
        // What can't be read is left out: the problems keep the whole out of force, and the rest is still checked
        // together.
        return Optional.of(List.copyOf(values));
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> list = least == 0
                ? Map.of("type", "array", "items", item.schema())
                : Map.of("type", "array", "items", item.schema(), "minItems", least);
        return alone ? Map.of("anyOf", List.of(item.schema(), list)) : list;
    }
}
