package io.geocompliance.gateway.audit;

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
            string(value);
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
        string(name);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7F) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
