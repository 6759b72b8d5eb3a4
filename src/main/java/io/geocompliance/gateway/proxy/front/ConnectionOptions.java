package io.geocompliance.gateway.proxy.front;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a message's Connection field lists (RFC 9110 7.6.1), in lower case. */
public final class ConnectionOptions {

    private ConnectionOptions() {}

    /** Of all its lines; most messages have none. */
    public static Set<String> of(MultiMap headers) {
        List<String> lines = headers.getAll("connection");
        if (lines.isEmpty()) {
            return Set.of();
        }
        if (lines.size() == 1 && lines.get(0).indexOf(',') < 0) {
            return Set.of(lines.get(0).strip().toLowerCase(Locale.ROOT)); // keep-alive, mostly
        }
        Set<String> options = new HashSet<>();
        for (String line : lines) {
            for (String option : line.split(",")) {
                options.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return options;
    }
}
