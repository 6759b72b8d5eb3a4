/**
 * A verified log in the forms of others.
 *
 * <p>Promise: each event leads back to its record: it carries the log's name, the index and the leaf's hash; what is exported was verified in
 * the same pass, and nothing is left behind if it does not hold.
 */
@NullMarked
package io.geocompliance.gateway.audit.export;

import org.jspecify.annotations.NullMarked;
