/**
 * What the headers say: may this response be touched, and which header fields change on both ways. Pure values in, values out.
 *
 * <p>Promise: no cache, conditional request or policy header carries one place's page to another.
 */
@NullMarked
package io.geocompliance.gateway.response;

import org.jspecify.annotations.NullMarked;
