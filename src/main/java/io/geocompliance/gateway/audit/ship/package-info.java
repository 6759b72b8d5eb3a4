/**
 * Ships a log's lines to where many logs are read together.
 *
 * <p>Promise: it reads files alone, never the gateway; what is shipped is signed; each line arrives in the order of the tree, and whoever
 * receives them can recompute the root. A receiver that is down costs time.
 */
@NullMarked
package io.geocompliance.gateway.audit.ship;

import org.jspecify.annotations.NullMarked;
