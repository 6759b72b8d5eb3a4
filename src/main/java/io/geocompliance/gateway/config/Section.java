package io.geocompliance.gateway.config;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A mapping with known keys.
 *
 * @param expected what belongs here, to follow "expected"
 * @param keys every key, in the order of the manual; any other is refused
 * @param constraints what the JSON Schema says beyond the keys
 * @param build makes the value when every required key is there; empty if it has said why not
 */
record Section<T>(
        String expected, List<Key<?>> keys, Map<String, Object> constraints, Function<Fields, Optional<T>> build)
        implements Shape<T> {

    Section {
        keys = List.copyOf(keys);
    }

    static <T> Section<T> of(String expected, List<Key<?>> keys, Function<Fields, T> build) {
        return new Section<>(expected, keys, Map.of(), fields -> Optional.of(build.apply(fields)));
    }

    @Override
    public Optional<T> read(Yaml yaml, Reading reading) {
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            return refuse(yaml, reading);
        }
        List<String> names = keys.stream().map(Key::name).toList();
        mapping.entries().forEach((name, entry) -> {
            if (!names.contains(name)) {
                reading.problems().error(entry.position(), "unknown key \"" + name + "\"" + NearMiss.hint(name, names));
            }
        });
        Map<Key<?>, Object> values = new IdentityHashMap<>();
        boolean complete = true;
        for (Key<?> key : keys) {
            Optional<?> value = value(key, mapping, reading);
            value.ifPresent(present -> values.put(key, present));
            complete &= value.isPresent() || key.presence() == Key.Presence.OPTIONAL;
        }
        return complete ? build.apply(new Fields(mapping, values, reading)) : Optional.empty();
    }

    /** A value that can't be read falls back to the default, so that its neighbours are still checked together. */
    private static <V> Optional<V> value(Key<V> key, Yaml.Mapping mapping, Reading reading) {
        Yaml.Entry entry = mapping.entries().get(key.name());
        if (entry == null) {
            return key.absent(mapping.position(), reading);
        }
        Optional<V> value = key.shape().read(entry.value(), reading);
        return value.isPresent() || key.presence() != Key.Presence.DEFAULTED
                ? value
                : key.absent(mapping.position(), reading);
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            Map<String, Object> property = new TreeMap<>(key.shape().schema());
            property.put("title", key.shape().expected());
            property.put("description", key.meaning());
            key.fallbackValue().ifPresent(value -> property.put("default", plain(value)));
            properties.put(key.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        List<String> required = keys.stream()
                .filter(key -> key.presence() == Key.Presence.REQUIRED)
                .map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        // Sorted: the same shapes give the same bytes.
        schema.putAll(new TreeMap<>(constraints));
        return schema;
    }

    /** A default as JSON has it: counts as numbers, all else as text. */
    private static Object plain(Yaml yaml) {
        if (yaml instanceof Yaml.Items list) {
            return list.items().stream().map(Section::plain).toList();
        }
        if (yaml instanceof Yaml.Mapping mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            mapping.entries().forEach((name, entry) -> values.put(name, plain(entry.value())));
            return values;
        }
        String text = yaml instanceof Yaml.Text written ? written.text() : "";
        return text.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(text) : text;
    }
}
