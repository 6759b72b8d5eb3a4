package io.geocompliance.gateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When the configuration is read again, beside SIGHUP and {@code POST /-/reload}.
 *
 * @param poll how often its files are looked at; default 3 s, empty for never
 */
public record ReloadSettings(Optional<Duration> poll) {}
