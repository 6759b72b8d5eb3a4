/**
 * Where it goes in: a streaming scanner that finds the one place in a page where an element becomes the first child of its body.
 *
 * <p>Promise: take the inserted bytes out and the page is the origin's, byte for byte; memory is constant; a place is exact or
 * there is none.
 */
@NullMarked
package io.geocompliance.gateway.html;

import org.jspecify.annotations.NullMarked;
