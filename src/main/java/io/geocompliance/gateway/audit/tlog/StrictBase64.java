package io.geocompliance.gateway.audit.tlog;

import java.util.Base64;

/** Base64 (RFC 4648, section 4) that is written in the one canonical way: else a changed bit could pass unseen. */
final class StrictBase64 {

    private StrictBase64() {}

    static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("Base64 with stray bits or without its padding");
        }
        return bytes;
    }
}
