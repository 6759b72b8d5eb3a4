/**
 * Content codings: pages decoded and encoded again while they stream.
 *
 * <p>Promise: what an origin has flushed is flushed on; a broken coding is reported, never ended cleanly.
 */
@NullMarked
package io.geocompliance.gateway.coding;

import org.jspecify.annotations.NullMarked;
