package io.geocompliance.gateway.config;

import java.util.Map;
import java.util.Optional;

/**
 * The values of one section's keys, each of its key's type.
 *
 * @param mapping the section as written
 * @param values by key; only what was read or defaulted
 * @param reading for problems between keys
 */
record Fields(Yaml.Mapping mapping, Map<Key<?>, Object> values, Reading reading) {

    /** The value of a key that is required or has a default. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " has no value"));
    }

    @SuppressWarnings("unchecked") // Section stores under a Key<T> only what its Shape<T> has read.
    <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** Where the key's value stands, or the section if it is absent. */
    Position position(Key<?> key) {
        Yaml.Entry entry = mapping.entries().get(key.name());
        return entry == null ? mapping.position() : entry.value().position();
    }

    void error(Key<?> key, String sentence) {
        reading.problems().error(position(key), sentence);
    }

    void warning(Key<?> key, String sentence) {
        reading.problems().warning(position(key), sentence);
    }
}
