package io.geocompliance.gateway.coding.splice;

/** Knows the place from the beginning, but tells it late, as a scanner does that has to see more. */
final class OffsetSeam implements Seam {

    /** No place at all. */
    static final long NOWHERE = Long.MAX_VALUE;

    private final CompiledFragment fragment;
    private final long place;
    private final int lookBack;
    private long scanned;
    private long safe;

    /** @param lookBack how many bytes behind the place have to be seen before it is told */
    OffsetSeam(CompiledFragment fragment, long place, int lookBack) {
        this.fragment = fragment;
        this.place = place;
        this.lookBack = lookBack;
    }

    @Override
    public long scan(byte[] window, int from, int to) {
        scanned += to - from;
        if (place != NOWHERE && scanned >= place + lookBack) {
            return place;
        }
        safe = Math.max(safe, Math.min(place, scanned - lookBack));
        return SEARCHING;
    }

    @Override
    public long end() {
        return place <= scanned ? place : NEVER;
    }

    @Override
    public long safe() {
        return safe;
    }

    @Override
    public CompiledFragment fragment() {
        return fragment;
    }
}
