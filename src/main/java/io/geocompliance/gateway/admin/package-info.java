/**
 * What ops see: health, metrics and explanations on a port of their own.
 *
 * <p>Promise: no page here holds a reader's address, and what tells visits with a duty from others moves once a minute.
 */
@NullMarked
package io.geocompliance.gateway.admin;

import org.jspecify.annotations.NullMarked;
