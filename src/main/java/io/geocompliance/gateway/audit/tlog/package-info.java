/**
 * A transparency log's arithmetic: RFC 6962 tree hashes and proofs, C2SP signed notes and checkpoints with Ed25519.
 *
 * <p>Promise: it knows nothing of records, files or clocks; what it accepts, every other implementation of the same texts accepts.
 */
@NullMarked
package io.geocompliance.gateway.audit.tlog;

import org.jspecify.annotations.NullMarked;
