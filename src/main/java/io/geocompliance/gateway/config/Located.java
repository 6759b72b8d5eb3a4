package io.geocompliance.gateway.config;

import java.util.Map;
import java.util.Optional;

/** A value and where it stands, for checks across sections and files. */
record Located<T>(T value, Position position) {

    static <T> Shape<Located<T>> of(Shape<T> shape) {
        return new Shape<>() {
            @Override
            public Optional<Located<T>> read(Yaml yaml, Reading reading) {
                return shape.read(yaml, reading).map(value -> new Located<>(value, yaml.position()));
            }

            @Override
            public String expected() {
                return shape.expected();
            }

            @Override
            public Map<String, Object> schema() {
                return shape.schema();
            }
        };
    }
}
