package io.geocompliance.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping whose keys are names that operators choose.
 *
 * @param expected what belongs here, to follow "expected"
 * @param name what a name looks like
 * @param value what stands under each
 */
record MapOf<T>(String expected, Scalar<String> name, Shape<T> value) implements Shape<List<MapOf.Named<T>>> {

    /**
     * One entry, in the order of the file.
     *
     * @param value empty if it can't be read; the name is still known to those who refer to it
     * @param position the name's
     */
    record Named<T>(String name, Optional<T> value, Position position) {}

    @Override
    public Optional<List<Named<T>>> read(Yaml yaml, Reading reading) {
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            return refuse(yaml, reading);
        }
        List<Named<T>> named = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> {
            if (name.parse().apply(key).isEmpty()) {
                name.refuse(new Yaml.Text(key, entry.position()), reading);
            }
            named.add(new Named<>(key, value.read(entry.value(), reading), entry.position()));
        });
        return Optional.of(List.copyOf(named));
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "object", "propertyNames", name.literal(), "additionalProperties", value.schema());
    }
}
