package io.geocompliance.gateway.rules;

/**
 * A path pattern: {@code *} within a segment, {@code **} across segments, everything else literal.
 *
 * @param pattern begins with {@code /}
 */
public record PathGlob(String pattern) {}
