package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Equal values under one small number, given in order of first sight. */
final class Interned<T> {

    private final Map<T, Integer> idByValue = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int idOf(T value) {
        Integer known = idByValue.putIfAbsent(value, values.size());
        if (known != null) {
            return known;
        }
        values.add(value);
        return values.size() - 1;
    }

    T get(int id) {
        return values.get(id);
    }

    List<T> values() {
        return List.copyOf(values);
    }
}
