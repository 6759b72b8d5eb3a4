package io.geocompliance.gateway.config;

import java.util.Optional;

/**
 * One key of a section, with all that reader, schema and reference manual say of it.
 *
 * @param name as written in files, camelCase
 * @param shape what may stand there
 * @param presence what holds if it is absent
 * @param fallback YAML text of the value if it is absent; only with {@link Presence#DEFAULTED}
 * @param meaning for the manual: what it does, its unit and what happens beyond it
 */
record Key<T>(String name, Shape<T> shape, Presence presence, String fallback, String meaning) {

    /** What holds for a key that is absent. */
    enum Presence {
        /** The file is refused. */
        REQUIRED,
        /** The meaning says what holds. */
        OPTIONAL,
        /** A value that could have been written holds. */
        DEFAULTED
    }

    static <T> Key<T> required(String name, Shape<T> shape, String meaning) {
        return new Key<>(name, shape, Presence.REQUIRED, "", meaning);
    }

    static <T> Key<T> optional(String name, Shape<T> shape, String meaning) {
        return new Key<>(name, shape, Presence.OPTIONAL, "", meaning);
    }

    static <T> Key<T> defaulted(String name, Shape<T> shape, String fallback, String meaning) {
        return new Key<>(name, shape, Presence.DEFAULTED, fallback, meaning);
    }

    /** What holds for a section at {@code position} that does not say this key. */
    Optional<T> absent(Position position, Reading reading) {
        return switch (presence) {
            case OPTIONAL -> Optional.empty();
            case REQUIRED -> {
                reading.problems()
                        .error(position, "the key \"" + name + "\" is missing; expected " + shape.expected() + ".");
                yield Optional.empty();
            }
            case DEFAULTED -> fallbackValue().flatMap(yaml -> shape.read(yaml.at(position), reading));
        };
    }

    /** The value if it is absent, as it could have been written. */
    Optional<Yaml> fallbackValue() {
        return presence == Presence.DEFAULTED
                ? YamlText.parse("the default of " + name, fallback, new Problems())
                : Optional.empty();
    }
}
