package io.geocompliance.gateway.geo;

import java.nio.file.Path;
import java.util.List;

/**
 * What places an address.
 *
 * @param databases at least one; default the embedded country database
 * @param geofeeds what operators know better, or call by another name; default none
 * @param networkLists networks that regions ask for by name; default none
 */
public record GeoSettings(List<Database> databases, List<Feed> geofeeds, List<NetworkList> networkLists) {

    public GeoSettings {
        databases = List.copyOf(databases);
        geofeeds = List.copyOf(geofeeds);
        networkLists = List.copyOf(networkLists);
    }

    /** Databases alone. */
    public GeoSettings(List<Database> databases) {
        this(databases, List.of(), List.of());
    }

    /**
     * One database file in MaxMind DB format.
     *
     * @param file read whole into memory
     * @param publisher who speaks through it: one vote per publisher; default the file's name
     */
    public record Database(Path file, String publisher) {}

    /**
     * A geofeed (RFC 8805).
     *
     * @param name as regions refer to it; the publisher of its vote, if it has one
     * @param file where it was read
     * @param use whether it votes
     * @param rows no prefix twice
     */
    public record Feed(String name, String file, Use use, List<Row> rows) {
        public Feed {
            rows = List.copyOf(rows);
        }
    }

    /** What a geofeed is for. */
    public enum Use {
        /** It gives places their name in records and explanations, and changes no region. */
        LABEL,
        /** It is one more publisher. */
        VOTE
    }

    /**
     * A line of a geofeed.
     *
     * @param country ISO 3166-1 alpha-2; empty where its publisher asks that nobody place the prefix
     * @param subdivision full ISO 3166-2, or empty
     */
    public record Row(Prefix prefix, String country, String subdivision) {}

    /** Networks under a name. */
    public record NetworkList(String name, List<Prefix> prefixes) {
        public NetworkList {
            prefixes = List.copyOf(prefixes);
        }
    }
}
