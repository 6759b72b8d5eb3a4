package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.JsonString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds one JSON object on one line, its fields in the order of the calls (RFC 8259). Owned by one thread. */
public final class JsonLine {

    private final StringBuilder text = new StringBuilder("{");

    JsonLine field(String name, @Nullable String value) {
        name(name);
        if (value == null) {
            text.append("null");
        } else {
            JsonString.append(text, value);
        }
        return this;
    }

    JsonLine field(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonLine field(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonLine begin(String name) {
        name(name);
        text.append('{');
        return this;
    }

    JsonLine end() {
        text.append('}');
        return this;
    }

    /** The line with its LF; a lone surrogate, which UTF-8 can't say, becomes a question mark. */
    byte[] bytes() {
        return (text + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    private void name(String name) {
        if (text.charAt(text.length() - 1) != '{') {
            text.append(',');
        }
        JsonString.append(text, name);
        text.append(':');
    }
}
