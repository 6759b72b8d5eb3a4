package io.geocompliance.gateway.geo;

import java.util.List;

/**
 * Everything one database says, by network; only compiling needs it.
 *
 * @param v4 indices into {@code facts}
 * @param v6 indices into {@code facts}
 * @param facts distinct; the first is {@link Facts#NONE}
 */
record NetworkMap(IpRanges v4, IpRanges v6, List<Facts> facts) {

    static final NetworkMap EMPTY = new NetworkMap(IpRanges.whole(0), IpRanges.whole(0), List.of(Facts.NONE));

    NetworkMap {
        facts = List.copyOf(facts);
    }

    boolean hasV4() {
        return v4.size() > 1 || v4.id(0) != 0;
    }

    boolean hasV6() {
        return v6.size() > 1 || v6.id(0) != 0;
    }
}
