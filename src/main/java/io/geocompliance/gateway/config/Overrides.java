package io.geocompliance.gateway.config;

import java.util.Optional;

/**
 * Command line flags, which win over the file; they are checked like the file.
 *
 * @param listen {@code --listen HOST:PORT}: the only listener, without TLS
 * @param origin {@code --origin URL}: the only origin, for every host
 */
public record Overrides(Optional<String> listen, Optional<String> origin) {

    /** No flag was given. */
    public static final Overrides NONE = new Overrides(Optional.empty(), Optional.empty());
}
