/**
 * What was done: one record per decision on a document, written by one thread.
 *
 * <p>Promise: a record holds nothing that helps to identify a reader; what could not be written is counted, never passed over in
 * silence; nobody waits for the log.
 */
@NullMarked
package io.geocompliance.gateway.audit;

import org.jspecify.annotations.NullMarked;
