package io.geocompliance.gateway.geo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Paints prefixes of one family onto its whole space; where they nest, the most specific one is seen.
 *
 * <p>One pass over the prefixes in order of their first address, with the ones that are open on a stack.
 */
final class PrefixPaint {

    /** One prefix and its colour; of equal prefixes the later one is seen. */
    record Stroke(Prefix prefix, int id) {}

    private static final Comparator<Stroke> BY_FIRST_ADDRESS_THEN_WIDTH = Comparator.<Stroke>comparingLong(
                    stroke -> stroke.prefix().high() ^ Long.MIN_VALUE)
            .thenComparingLong(stroke -> stroke.prefix().low() ^ Long.MIN_VALUE)
            .thenComparingInt(stroke -> stroke.prefix().fixedBits());

    private final int background;
    private final Deque<Stroke> open = new ArrayDeque<>();
    private final List<Edge> edges = new ArrayList<>();

    private PrefixPaint(int background) {
        this.background = background;
        edges.add(new Edge(0, 0, background));
    }

    /** From here on the space has this colour. */
    private record Edge(long high, long low, int id) {}

    static IpRanges over(int background, List<Stroke> strokes) {
        PrefixPaint paint = new PrefixPaint(background);
        for (Stroke stroke :
                strokes.stream().sorted(BY_FIRST_ADDRESS_THEN_WIDTH).toList()) {
            paint.closeBefore(stroke.prefix());
            paint.open.push(stroke);
            paint.edge(stroke.prefix().high(), stroke.prefix().low(), stroke.id());
        }
        while (!paint.open.isEmpty()) {
            paint.close();
        }
        return paint.ranges();
    }

    private void closeBefore(Prefix next) {
        while (!open.isEmpty() && endsBefore(open.peek().prefix(), next)) {
            close();
        }
    }

    private static boolean endsBefore(Prefix first, Prefix next) {
        int byHigh = Long.compareUnsigned(first.lastHigh(), next.high());
        return byHigh < 0 || byHigh == 0 && Long.compareUnsigned(first.lastLow(), next.low()) < 0;
    }

    private void close() {
        Prefix ended = open.pop().prefix();
        long low = ended.lastLow() + 1;
        long high = low == 0 ? ended.lastHigh() + 1 : ended.lastHigh();
        boolean spaceEnds = (high | low) == 0 || ended.isV4() && low >>> Integer.SIZE != 0;
        if (!spaceEnds) {
            edge(high, low, open.isEmpty() ? background : open.peek().id());
        }
    }

    /** An edge on the last one's place paints over it. */
    private void edge(long high, long low, int id) {
        Edge last = edges.get(edges.size() - 1);
        if (last.high() == high && last.low() == low) {
            edges.remove(edges.size() - 1);
        }
        edges.add(new Edge(high, low, id));
    }

    private IpRanges ranges() {
        IpRanges.Builder ranges = new IpRanges.Builder(edges.size());
        edges.forEach(edge -> ranges.append(edge.high(), edge.low(), edge.id()));
        return ranges.build();
    }
}
