package io.geocompliance.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Where operators look.
 *
 * @param host literal address to bind; default 127.0.0.1
 * @param port default 9901; 0 lets the system choose
 * @param token what a request must bear; null only on a loopback address
 */
public record AdminSettings(String host, int port, @Nullable Secret token) {}
