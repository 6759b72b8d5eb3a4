/**
 * The front of the wire: listening sockets, TLS, who may connect, how much and how slowly a visitor may ask, and which requests are
 * let in at all.
 *
 * <p>Promise: what comes in behind is one well-framed request within every limit; whoever is refused is told why where the protocol
 * allows it, counted by reason, and never named. Knows nothing of sites, rules or origins.
 */
@NullMarked
package io.geocompliance.gateway.proxy.front;

import org.jspecify.annotations.NullMarked;
