package io.geocompliance.gateway.coding.splice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which pages are followed to their ends: an origin's first ones, one in many after that, and all once anything was found that is not
 * as it has to be. Threads may share it.
 */
public final class FollowPolicy {

    /** Enough to see the kinds of pages that a site has. */
    private static final long FIRST = 8;

    private static final long EVERY = 64;

    /** By origin, how many pages there were; far below zero once something was found. */
    private final Map<String, AtomicLong> pages = new ConcurrentHashMap<>();

    /** Whether an origin's next page is to be followed. */
    public boolean follows(String origin) {
        long page = of(origin).getAndIncrement();
        return page < FIRST || page % EVERY == 0;
    }

    /** Something was found in an origin's page. */
    public void found(String origin) {
        of(origin).set(Long.MIN_VALUE);
    }

    private AtomicLong of(String origin) {
        return pages.computeIfAbsent(origin, first -> new AtomicLong());
    }
}
