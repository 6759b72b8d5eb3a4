package io.geocompliance.gateway.rules;

import java.time.Instant;

/**
 * What a rule may know of a request.
 *
 * @param host lower case, without port
 * @param method as sent
 * @param path normalised, without query
 * @param at when it came
 */
public record Visit(String host, String method, String path, Instant at) {}
