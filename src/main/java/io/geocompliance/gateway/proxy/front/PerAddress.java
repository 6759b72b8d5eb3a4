package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.client.IpAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each address has open: a number in memory that goes with its last connection, written and shown nowhere.
 *
 * <p>An IPv6 address counts as its /64, since a visitor has all of that. Shared by all event loops.
 */
final class PerAddress {

    private final int limit;
    private final Map<Long, Integer> open = new ConcurrentHashMap<>();

    /** @param limit 0 counts nothing */
    PerAddress(int limit) {
        this.limit = limit;
    }

    /** Whether one more connection may be open; if so it counts until {@link #leave}. */
    boolean enter(IpAddress address) {
        if (limit == 0) {
            return true;
        }
        if (open.merge(key(address), 1, Integer::sum) <= limit) {
            return true;
        }
        leave(address);
        return false;
    }

    void leave(IpAddress address) {
        if (limit > 0) {
            open.computeIfPresent(key(address), (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** How many addresses have a connection open. */
    int size() {
        return open.size();
    }

    /** No IPv6 network begins with the 32 ones that set an IPv4 address apart. */
    private static long key(IpAddress address) {
        return address.isV4() ? 0xFFFFFFFF_00000000L | (address.v4Bits() & 0xFFFFFFFFL) : address.high();
    }
}
