package io.geocompliance.gateway.geo;

import java.time.Instant;

/**
 * Which build of which database: enough to find the very file again.
 *
 * @param file as the settings name it
 * @param publisher whose vote it carries
 * @param builtAt the build epoch of its metadata, to the second
 * @param sha256 of the whole file, lower-case hexadecimal
 */
public record DatabaseIdentity(String file, String publisher, Instant builtAt, String sha256) {

    /** {@code publisher@buildEpoch}, the epoch in seconds. */
    public String build() {
        return publisher + '@' + builtAt.getEpochSecond();
    }
}
