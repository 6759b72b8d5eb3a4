package io.geocompliance.gateway.audit.export;

import io.geocompliance.gateway.audit.files.JsonString;
import java.util.List;

/** One JSON object, its fields in the order of the calls; texts that are empty and numbers below zero are left out. Owned by one thread. */
final class EventJson {

    private final StringBuilder text = new StringBuilder("{");

    EventJson field(String name, String value) {
        if (!value.isEmpty()) {
            name(name);
            JsonString.append(text, value);
        }
        return this;
    }

    EventJson field(String name, long value) {
        if (value >= 0) {
            name(name);
            text.append(value);
        }
        return this;
    }

    EventJson field(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    EventJson list(String name, List<String> values) {
        name(name);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",");
            JsonString.append(text, values.get(i));
        }
        text.append(']');
        return this;
    }

    /** Objects within an array of one. */
    EventJson beginOnly(String name) {
        name(name);
        text.append("[{");
        return this;
    }

    EventJson endOnly() {
        text.append("}]");
        return this;
    }

    EventJson begin(String name) {
        name(name);
        text.append('{');
        return this;
    }

    EventJson end() {
        text.append('}');
        return this;
    }

    /** The object on one line, with its LF. */
    String line() {
        return text + "}\n";
    }

    private void name(String name) {
        if (text.charAt(text.length() - 1) != '{') {
            text.append(',');
        }
        JsonString.append(text, name);
        text.append(':');
    }
}
