package io.geocompliance.gateway.coding;

import java.util.List;

/** What to ask an origin for. */
public final class AcceptEncoding {

    private AcceptEncoding() {}

    /** What can be taken apart: identity alone, for now. */
    public static String narrowed(List<String> lines) {
        return "identity";
    }
}
