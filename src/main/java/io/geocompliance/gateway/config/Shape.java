package io.geocompliance.gateway.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may stand in a place of a file: how it is read, how a message names it, and how the JSON Schema says the same. Reader,
 * schema and reference manual come from the same shapes and so can't disagree.
 */
interface Shape<T> {

    /** The value; empty if the problems say why there is none. */
    Optional<T> read(Yaml yaml, Reading reading);

    /** What belongs here, to follow "expected", such as {@code a duration such as 10s or 500ms}. */
    String expected();

    /** The same as a JSON Schema (2020-12). */
    Map<String, Object> schema();

    /** The same text, another value. */
    default <R> Shape<R> map(Function<T, R> change) {
        return new Mapped<>(this, change);
    }

    /** Says that something else stands where this shape belongs. */
    default <R> Optional<R> refuse(Yaml yaml, Reading reading) {
        reading.problems().error(yaml.position(), "expected " + expected() + ", found " + yaml.found() + ".");
        return Optional.empty();
    }

    /** A shape with its value changed. */
    record Mapped<S, T>(Shape<S> shape, Function<S, T> change) implements Shape<T> {
        @Override
        public Optional<T> read(Yaml yaml, Reading reading) {
            return shape.read(yaml, reading).map(change);
        }

        @Override
        public String expected() {
            return shape.expected();
        }

        @Override
        public Map<String, Object> schema() {
            return shape.schema();
        }
    }
}
