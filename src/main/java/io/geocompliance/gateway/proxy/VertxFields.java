package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.response.Fields;
import io.geocompliance.gateway.response.HeaderEdit;
import io.vertx.core.MultiMap;
import java.util.List;

/** The engine's header fields, seen as the package {@code response} wants to read and change them. */
record VertxFields(MultiMap headers) implements Fields, HeaderEdit.Target {

    @Override
    public List<String> all(String name) {
        return headers.getAll(name);
    }

    @Override
    public boolean has(String name) {
        return headers.contains(name);
    }

    @Override
    public Iterable<String> names() {
        return headers.names();
    }

    @Override
    public void set(String name, String value) {
        headers.set(name, value);
    }

    @Override
    public void append(String name, String value) {
        headers.add(name, value);
    }

    @Override
    public void remove(String name) {
        headers.remove(name);
    }
}
