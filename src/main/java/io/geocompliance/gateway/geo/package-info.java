/**
 * Where: from an address to the regions that rules speak of, by one lookup in a compiled table.
 *
 * <p>Promise: a lookup never opens, waits or allocates; a database that fails any check never goes live.
 */
@NullMarked
package io.geocompliance.gateway.geo;

import org.jspecify.annotations.NullMarked;
