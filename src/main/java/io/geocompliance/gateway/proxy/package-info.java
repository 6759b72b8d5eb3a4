/**
 * The wire: listeners, one {@code Exchange} per request that reads top to bottom, and the way to the origin and back.
 *
 * <p>Promise: a page is never broken because of the notice; a body that broke off is never ended cleanly; nobody's failure holds
 * anybody else's connection.
 */
@NullMarked
package io.geocompliance.gateway.proxy;

import org.jspecify.annotations.NullMarked;
