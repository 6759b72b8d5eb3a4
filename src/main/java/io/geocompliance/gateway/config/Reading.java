package io.geocompliance.gateway.config;

import java.nio.file.Path;

/**
 * What a shape may use while it reads.
 *
 * @param problems where it says what is wrong
 * @param substitution fills variables into values
 * @param base what relative paths start from
 */
record Reading(Problems problems, Substitution substitution, Base base) {

    /**
     * What relative paths start from.
     *
     * @param read for files that are read; it may lie in an archive
     * @param write for directories that are written
     */
    record Base(Path read, Path write) {}
}
