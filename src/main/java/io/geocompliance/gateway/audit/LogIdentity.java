package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.tlog.SigningKey;

/**
 * Who a log is, and how it is cut into segments.
 *
 * @param software name and version, said by each process that writes
 * @param segmentBytes beyond it a segment is followed by another on the same day
 */
record LogIdentity(SigningKey key, String software, long segmentBytes) {}
