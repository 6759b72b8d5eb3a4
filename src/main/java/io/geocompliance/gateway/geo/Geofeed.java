package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An operator's geofeed (RFC 8805): the most specific prefix speaks, and one without a country says nothing. */
final class Geofeed implements Source {

    /** Where no prefix is. */
    private static final int OUTSIDE = 0;

    private final GeoSettings.Feed feed;

    /** Ids are one more than the row's place in the feed. */
    private final IpRanges v4;

    private final IpRanges v6;

    Geofeed(GeoSettings.Feed feed) {
        this.feed = feed;
        this.v4 = painted(true);
        this.v6 = painted(false);
    }

    private IpRanges painted(boolean isV4) {
        List<PrefixPaint.Stroke> strokes = new ArrayList<>();
        for (int i = 0; i < feed.rows().size(); i++) {
            Prefix prefix = feed.rows().get(i).prefix();
            if (prefix.isV4() == isV4) {
                strokes.add(new PrefixPaint.Stroke(prefix, i + 1));
            }
        }
        return PrefixPaint.over(OUTSIDE, strokes);
    }

    String name() {
        return feed.name();
    }

    @Override
    public String file() {
        return feed.file();
    }

    @Override
    public String publisher() {
        return feed.name();
    }

    @Override
    public Optional<DatabaseIdentity> identity() {
        return Optional.empty();
    }

    @Override
    public boolean votes() {
        return feed.use() == GeoSettings.Use.VOTE;
    }

    /** What it calls the place, the subdivision where it names one; empty where it has no name. */
    String label(int id) {
        if (id == OUTSIDE) {
            return "";
        }
        GeoSettings.Row row = feed.rows().get(id - 1);
        return row.subdivision().isEmpty() ? row.country() : row.subdivision();
    }

    /** By the place of rows, for {@link #label}. */
    IpRanges rows(boolean isV4) {
        return isV4 ? v4 : v6;
    }

    @Override
    public NetworkMap networks() {
        Interned<Facts> facts = new Interned<>();
        facts.idOf(Facts.NONE);
        return new NetworkMap(v4.map(id -> facts.idOf(facts(id))), v6.map(id -> facts.idOf(facts(id))), facts.values());
    }

    private Facts facts(int id) {
        if (id == OUTSIDE) {
            return Facts.NONE;
        }
        GeoSettings.Row row = feed.rows().get(id - 1);
        return new Facts(row.country(), "", row.subdivision().isEmpty() ? List.of() : List.of(row.subdivision()));
    }

    /** It is small, and the painted rows are what explanations are made of. */
    @Override
    public Geofeed withoutNetworks() {
        return this;
    }

    @Override
    public boolean hasV4() {
        return v4.size() > 1;
    }

    @Override
    public boolean hasV6() {
        return v6.size() > 1;
    }

    @Override
    public Answer v4(int bits) {
        return answer(v4.idOf(0, bits & 0xFFFF_FFFFL));
    }

    @Override
    public Answer v6(long high, long low) {
        return answer(v6.idOf(high, low));
    }

    private Answer answer(int id) {
        Optional<String> network = id == OUTSIDE
                ? Optional.empty()
                : Optional.of(NetworkText.of(feed.rows().get(id - 1).prefix()));
        return new Answer(network, facts(id), Optional.empty());
    }
}
