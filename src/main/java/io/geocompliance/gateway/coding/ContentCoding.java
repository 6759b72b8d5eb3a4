package io.geocompliance.gateway.coding;

import java.util.List;
import java.util.Optional;

/** A content coding that can be taken off and put on (RFC 9110 8.4.1). */
public enum ContentCoding {
    /** None. */
    IDENTITY;

    /** The coding of a body; empty if it can't be taken apart. */
    public static Optional<ContentCoding> of(List<String> lines) {
        return lines.isEmpty() ? Optional.of(IDENTITY) : Optional.empty();
    }

    public Decoder decoder() {
        throw new IllegalStateException("identity needs none");
    }

    public Encoder encoder() {
        throw new IllegalStateException("identity needs none");
    }
}
