package io.geocompliance.gateway.geo;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From an address to its place: all databases, registries and regions of one generation, compiled; immutable.
 *
 * <p>A lookup allocates nothing and returns one of a few hundred shared places. Addresses are canonical already: an IPv4 address
 * within an IPv6 one is taken out before.
 */
public final class RegionTable {

    /** Class ids and divided /64 networks share 16 bits. */
    private static final int MAX_IDS = 1 << 16;

    private final Place[] places;
    private final Ipv4Table v4;
    private final Ipv6Table v6;
    private final ToldPlaces told;

    private RegionTable(ToldPlaces told, Ipv4Table v4, Ipv6Table v6) {
        this.places = told.ballots().stream().map(Ballot::place).toArray(Place[]::new);
        this.v4 = v4;
        this.v6 = v6;
        this.told = told;
    }

    static RegionTable of(IpRanges v4, IpRanges v6, List<Ballot> classes, Electorate electorate)
            throws GeoDatabaseException {
        int ids = classes.size() + Ipv6Table.divided(v6);
        if (ids > MAX_IDS) {
            throw new GeoDatabaseException("The databases and regions make " + ids + " different places, and " + MAX_IDS
                    + " are possible: use fewer databases, or ones without IPv6 networks longer than /64.");
        }
        return new RegionTable(
                new ToldPlaces(classes, electorate), new Ipv4Table(v4), new Ipv6Table(v6, classes.size()));
    }

    /** The place of an IPv4 address. */
    public Place placeOf(int v4Bits) {
        return places[v4.idOf(v4Bits)];
    }

    /** The place of an IPv6 address, given as its upper and lower 64 bits. */
    public Place placeOf(long high, long low) {
        return places[v6.idOf(high, low)];
    }

    /** The place of an IPv4 address of which somebody in front says something. */
    public Place placeOf(int v4Bits, Told by) {
        return by.isSilent() ? placeOf(v4Bits) : told.place(v4.idOf(v4Bits), by.says());
    }

    /** The place of an IPv6 address of which somebody in front says something. */
    public Place placeOf(long high, long low, Told by) {
        return by.isSilent() ? placeOf(high, low) : told.place(v6.idOf(high, low), by.says());
    }

    /** The place of a visitor without an address, of whom somebody in front says something. */
    public Place placeOf(Told by) {
        return told.place(ToldPlaces.NO_ADDRESS, by.says());
    }

    /** The place under an id of {@link #v4Ranges} or {@link #v6Ranges}, if this is said in front. */
    Place place(int id, Facts said) {
        return said.isSilent() ? places[id] : told.place(id, said);
    }

    /** The names of all regions that hold an address. */
    public Set<String> regions() {
        return Arrays.stream(places).flatMap(place -> place.regions().stream()).collect(Collectors.toUnmodifiableSet());
    }

    IpRanges v4Ranges() {
        return v4.toRanges();
    }

    IpRanges v6Ranges() {
        return v6.toRanges();
    }

    /** What the table is made of. */
    public Size size() {
        return new Size(places.length, v4.ranges(), v6.ranges(), v4.sizeBytes() + v6.sizeBytes());
    }

    /**
     * How big a table is.
     *
     * @param places different places, the unknown and the reserved one included
     * @param v4Ranges neighbours differ
     * @param v6Ranges neighbours differ
     * @param bytes contents of all arrays
     */
    public record Size(int places, int v4Ranges, int v6Ranges, long bytes) {}
}
