/**
 * Somebody else who keeps a log's heads: the witness of C2SP tlog-witness that somebody else runs, and the gateway's side that asks it.
 *
 * <p>Promise: a witness has a tree on its disk before it signs it, and never signs two that contradict each other; a witness that is
 * down, slow or hostile delays anchoring, and nothing else.
 */
@NullMarked
package io.geocompliance.gateway.witness;

import org.jspecify.annotations.NullMarked;
