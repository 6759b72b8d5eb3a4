/**
 * Who asks: the visitor's address from the peer, trusted proxies and one configured header, or the reason why it can't be known.
 *
 * <p>Promise: an address that a visitor could have written is never believed, a doubtful one is never guessed, and no name is ever
 * resolved.
 */
@NullMarked
package io.geocompliance.gateway.client;

import org.jspecify.annotations.NullMarked;
