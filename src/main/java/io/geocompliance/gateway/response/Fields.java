package io.geocompliance.gateway.response;

import java.util.List;

/**
 * Read view of the header fields of one message; names are compared without regard to case (RFC 9110 5.1).
 *
 * <p>Values are strings of the characters U+0000 to U+00FF, one per byte, as HTTP libraries deliver them.
 */
public interface Fields {

    /** The values of a field, one per field line, in their order; empty where it is absent. */
    List<String> all(String name);

    /** Whether there is a line of the field. */
    default boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** The names of the fields that are there, each once, in any spelling. */
    Iterable<String> names();
}
