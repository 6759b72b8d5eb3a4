package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which addresses are in which place by one table and in which by another. */
public final class TableDiff {

    private static final long V4_END = 1L << 32;

    private final RegionTable before;
    private final RegionTable after;
    private final int mostNetworks;
    private final Map<List<Place>, Tally> tallies = new LinkedHashMap<>();

    private final Facts told;

    private TableDiff(RegionTable before, RegionTable after, int mostNetworks, Told told) {
        this.before = before;
        this.after = after;
        this.mostNetworks = mostNetworks;
        this.told = told.says();
    }

    /**
     * Addresses with the same two places.
     *
     * @param v4Addresses how many IPv4 addresses
     * @param v6Networks how many IPv6 networks of 64 bits, unsigned; one that is divided counts with its last part
     * @param networks the first of them
     */
    public record Moved(Place before, Place after, long v4Addresses, long v6Networks, List<String> networks) {
        public Moved {
            networks = List.copyOf(networks);
        }
    }

    /** The sum over the ranges of one pair of places; owned by the one call that makes it. */
    private static final class Tally {
        private long v4;
        private long v6;
        private final List<String> networks = new ArrayList<>();
    }

    /**
     * Every pair of places, those that are the same among them.
     *
     * @param mostNetworks how many networks to name of each
     */
    public static List<Moved> between(RegionTable before, RegionTable after, int mostNetworks) {
        return between(before, after, mostNetworks, Told.BY_NOBODY);
    }

    /**
     * The same for visitors of whom somebody in front says something.
     *
     * @param told heard by those of the two that listen
     */
    public static List<Moved> between(RegionTable before, RegionTable after, int mostNetworks, Told told) {
        TableDiff diff = new TableDiff(before, after, mostNetworks, told);
        diff.add(true, before.v4Ranges(), after.v4Ranges());
        diff.add(false, before.v6Ranges(), after.v6Ranges());
        return diff.tallies.entrySet().stream()
                .map(pair -> new Moved(
                        pair.getKey().get(0),
                        pair.getKey().get(1),
                        pair.getValue().v4,
                        pair.getValue().v6,
                        pair.getValue().networks))
                .toList();
    }

    private void add(boolean isV4, IpRanges olds, IpRanges news) {
        IpRanges both = IpRanges.join(olds, news, (old, now) -> old << Character.SIZE | now);
        for (int range = 0; range < both.size(); range++) {
            if (isV4 && (both.high(range) != 0 || both.low(range) >= V4_END)) {
                return;
            }
            Place old = before.place(both.id(range) >>> Character.SIZE, told);
            Place now = after.place(both.id(range) & 0xFFFF, told);
            Tally tally = tallies.computeIfAbsent(List.of(old, now), pair -> new Tally());
            boolean last = range + 1 == both.size();
            if (isV4) {
                long end = last || both.high(range + 1) != 0 ? V4_END : Math.min(V4_END, both.low(range + 1));
                tally.v4 += end - both.low(range);
            } else {
                tally.v6 += (last ? 0 : both.high(range + 1)) - both.high(range);
            }
            if (tally.networks.size() < mostNetworks) {
                tally.networks.add(first(isV4, both, range));
            }
        }
    }

    /** The greatest network at the beginning of a range that does not reach beyond it. */
    private static String first(boolean isV4, IpRanges ranges, int range) {
        long high = ranges.high(range);
        long low = ranges.low(range);
        boolean last = range + 1 == ranges.size();
        for (int length = 0; ; length++) {
            Prefix prefix = new Prefix(isV4, high, low, length);

            if (isAligned(prefix) && (last || isWithin(prefix, ranges.high(range + 1), ranges.low(range + 1)))) {
                return NetworkText.of(prefix);
            }
        }
    }

    private static boolean isAligned(Prefix prefix) {
        int free = 2 * Long.SIZE - prefix.fixedBits();
        long freeLow = free >= Long.SIZE ? -1L : (1L << free) - 1;
        long freeHigh = free <= Long.SIZE ? 0 : free == 2 * Long.SIZE ? -1L : (1L << (free - Long.SIZE)) - 1;
        return (prefix.low() & freeLow) == 0 && (prefix.high() & freeHigh) == 0;
    }

    private static boolean isWithin(Prefix prefix, long nextHigh, long nextLow) {
        int byHigh = Long.compareUnsigned(prefix.lastHigh(), nextHigh);
        return byHigh < 0 || byHigh == 0 && Long.compareUnsigned(prefix.lastLow(), nextLow) < 0;
    }
}
