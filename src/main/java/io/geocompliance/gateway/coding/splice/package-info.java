/**
 * A fragment goes into a gzip page without recompressing it.
 *
 * <p>The page is decoded up to the place and a window's length beyond; its bits are copied, only matches that reach back across the
 * fragment are written anew, and once no match can reach back so far the rest is passed on byte for byte. Decoded, the output is the
 * page with the fragment in its place and nothing else changed.
 *
 * <p>Promise: every complete symbol of the input is in the output at once, except what may still prove to lie behind the place;
 * whatever the input, nothing but the outcome tells of a fault; memory is bounded however far a stream expands.
 * src/docs/splice.md explains it.
 */
@NullMarked
package io.geocompliance.gateway.coding.splice;

import org.jspecify.annotations.NullMarked;
