package io.geocompliance.gateway.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A shape that contains itself.
 *
 * @param definition its name among the JSON Schema's {@code $defs}
 * @param expected what belongs here, to follow "expected"
 * @param shape asked for when reading, since it doesn't exist yet when this does
 */
record Deferred<T>(String definition, String expected, Supplier<Shape<T>> shape) implements Shape<T> {

    @Override
    public Optional<T> read(Yaml yaml, Reading reading) {
        return shape.get().read(yaml, reading);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("$ref", "#/$defs/" + definition);
    }
}
