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
public record Visit(String host, String method, String path, Instant at) {

    /** Says nothing: host and path must not reach a log by being printed. */
    @Override
    public String toString() {
        return "(a visit)";
    }
}
