/**
 * What is due: rules as values, and one pure, total decision for a place and a request.
 *
 * <p>Promise: every outcome, the four undecidable ones included, is decided by a rule's own words, never by accident.
 */
@NullMarked
package io.geocompliance.gateway.rules;

import org.jspecify.annotations.NullMarked;
