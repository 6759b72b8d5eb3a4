package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.tlog.SigningKey;

/**
 * Who a log is, and how it is cut into segments.
 *
 * @param software name and version, said by each process that writes
 * @param segmentBytes beyond it a segment is followed by another on the same day
 * @param anchoring who else keeps its heads
 */
record LogIdentity(SigningKey key, String software, long segmentBytes, Anchoring anchoring) {

    /** Nobody else keeps its heads. */
    LogIdentity(SigningKey key, String software, long segmentBytes) {
        this(key, software, segmentBytes, Anchoring.NONE);
    }
}
