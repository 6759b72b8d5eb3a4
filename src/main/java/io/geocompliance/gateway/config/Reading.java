package io.geocompliance.gateway.config;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a shape may use while it reads.
 *
 * @param problems where it says what is wrong
 * @param substitution fills variables into values
 * @param base what relative paths start from
 * @param watch told of every path before it is looked at
 */
record Reading(Problems problems, Substitution substitution, Base base, Consumer<Path> watch) {

    /**
     * What relative paths start from.
     *
     * @param read for files that are read; it may lie in an archive
     * @param write for directories that are written
     */
    record Base(Path read, Path write) {}
}
