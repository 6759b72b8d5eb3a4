/**
 * What it says: the legal notice in each language, as ready bytes for a page and as pages of its own.
 *
 * <p>Promise: the bytes of a variant are the same for every reader and are named by their hash.
 */
@NullMarked
package io.geocompliance.gateway.notice;

import org.jspecify.annotations.NullMarked;
