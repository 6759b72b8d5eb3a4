package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where one build of a database puts Russia and the regions that it occupies: what must not move much from one build to the next.
 *
 * <p>IPv4 alone, since the limits were measured there: from June to September 2026 GeoLite2 kept 99.6 % of the addresses in RU and 88 to
 * 99 % of those in the regions.
 *
 * @param v4 for each range the places it is in, one bit for each of {@link #PLACES}
 */
record WatchedPlaces(IpRanges v4) {

    private static final List<String> PLACES = List.of("RU", "UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65");
    private static final long V4_END = 1L << 32;

    private static final double MOST_OF_COUNTRY = 0.05;
    private static final double MOST_OF_REGION = 0.25;

    static WatchedPlaces of(NetworkMap networks) {
        int[] places = networks.facts().stream().mapToInt(WatchedPlaces::bits).toArray();
        return new WatchedPlaces(networks.v4().map(id -> places[id]));
    }

    private static int bits(Facts facts) {
        int bits = 0;
        for (int place = 0; place < PLACES.size(); place++) {
            String name = PLACES.get(place);
            if (facts.country().equals(name) || facts.subdivisions().contains(name)) {
                bits |= 1 << place;
            }
        }
        return bits;
    }

    /** What another build moves beyond the limits, in words; a place that this one does not have is not compared. */
    List<String> movedTooFarBy(WatchedPlaces next) {
        IpRanges both = IpRanges.join(v4, next.v4, (before, after) -> before << PLACES.size() | after);
        List<String> moves = new ArrayList<>();
        for (int place = 0; place < PLACES.size(); place++) {
            double most = place == 0 ? MOST_OF_COUNTRY : MOST_OF_REGION;
            double moved = moved(both, place);
            if (moved > most) {
                moves.add(String.format(
                        Locale.ROOT,
                        "moves %.1f %% of the IPv4 addresses in %s (at most %.0f %%)",
                        100 * moved,
                        PLACES.get(place),
                        100 * most));
            }
        }
        return moves;
    }

    /** The greater of what a place lost and what it gained, as a share of what it had; 0 where it had nothing. */
    private static double moved(IpRanges both, int place) {
        long had = 0;
        long lost = 0;
        long gained = 0;
        for (int range = 0; range < both.size(); range++) {
            long addresses = (range + 1 == both.size() ? V4_END : both.low(range + 1)) - both.low(range);
            boolean before = (both.id(range) >> PLACES.size() >> place & 1) == 1;
            boolean after = (both.id(range) >> place & 1) == 1;
            had += before ? addresses : 0;
            lost += before && !after ? addresses : 0;
            gained += after && !before ? addresses : 0;
        }
        return had == 0 ? 0 : Math.max(lost, gained) / (double) had;
    }
}
