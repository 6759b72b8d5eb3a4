package io.geocompliance.gateway.wire;

import io.geocompliance.gateway.testing.Fields;

/** How a head says where its body ends; two ways at once are what every case here is about. */
public final class Framing {

    private Framing() {}

    public static String of(Fields fields) {
        boolean chunked = fields.has("Transfer-Encoding");
        boolean length = fields.has("Content-Length");
        return chunked && length ? "both" : chunked ? "chunked" : length ? "length" : "none";
    }
}
