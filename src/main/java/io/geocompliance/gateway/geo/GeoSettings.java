package io.geocompliance.gateway.geo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What places an address.
 *
 * @param databases at least one; default the embedded country database
 * @param geofeeds what operators know better, or call by another name; default none
 * @param networkLists networks that regions ask for by name; default none
 * @param headers the fields in which proxies in front say a visitor's place; default none
 */
public record GeoSettings(
        List<Database> databases, List<Feed> geofeeds, List<NetworkList> networkLists, Optional<Headers> headers) {

    public GeoSettings {
        databases = List.copyOf(databases);
        geofeeds = List.copyOf(geofeeds);
        networkLists = List.copyOf(networkLists);
    }

    /** Databases alone. */
    public GeoSettings(List<Database> databases) {
        this(databases, List.of(), List.of(), Optional.empty());
    }

    /**
     * Fields that a CDN writes and that are believed of trusted proxies alone.
     *
     * @param publisher whose vote they carry; default the country's field name in lower case
     * @param country holds an ISO 3166-1 alpha-2 code
     * @param subdivision holds the part of an ISO 3166-2 code behind the country, or all of it; default none
     */
    public record Headers(String publisher, String country, Optional<String> subdivision) {

        /** Their names. */
        public List<String> names() {
            return subdivision.map(second -> List.of(country, second)).orElse(List.of(country));
        }
    }

    /**
     * One database file in MaxMind DB format.
     *
     * @param file read whole into memory
     * @param publisher who speaks through it: one vote per publisher; default the file's name
     * @param kind what it must be; default whatever its records show, and at a reload what is in force
     * @param canaries what it must say of addresses that are known
     */
    public record Database(Path file, String publisher, Optional<Kind> kind, List<Canary> canaries) {

        public Database {
            canaries = List.copyOf(canaries);
        }

        /** Of any kind, asked for nothing. */
        public Database(Path file, String publisher) {
            this(file, publisher, Optional.empty(), List.of());
        }

        /** Where its SHA-256 may lie, as sha256sum writes it. */
        public Path sidecar() {
            return LoadGate.sidecar(file);
        }
    }

    /** How a file lays out its records. */
    public enum Kind {
        GEOIP2,
        FLAT_COUNTRY,
        FLAT_CITY,
        ASN,
        ANONYMOUS_IP;

        /** As settings write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * An address whose place is known, and what a database must say of it; what is empty or 0 is left open.
     *
     * @param address one address, as a prefix of its whole length
     */
    public record Canary(Prefix address, String country, String registeredCountry, String subdivision, long asn) {

        boolean asksForPlace() {
            return asn == Facts.NO_ASN;
        }

        boolean holdsFor(Facts said) {
            return (country.isEmpty() || country.equals(said.country()))
                    && (registeredCountry.isEmpty() || registeredCountry.equals(said.registeredCountry()))
                    && (subdivision.isEmpty() || said.subdivisions().contains(subdivision))
                    && (asn == Facts.NO_ASN || asn == said.asn());
        }

        String text() {
            return NetworkText.of(address).replaceFirst("/.*", "");
        }

        String expectation() {
            return words(new Facts(
                    country,
                    registeredCountry,
                    subdivision.isEmpty() ? List.of() : List.of(subdivision),
                    asn,
                    Optional.empty()));
        }

        /** What is said of an address, such as {@code "UA, UA-43, registered RU"}. */
        static String words(Facts facts) {
            List<String> words = new ArrayList<>();
            if (!facts.country().isEmpty()) {
                words.add(facts.country());
            }
            words.addAll(facts.subdivisions());
            if (!facts.registeredCountry().isEmpty()) {
                words.add("registered " + facts.registeredCountry());
            }
            if (facts.asn() != Facts.NO_ASN) {
                words.add("AS" + facts.asn());
            }
            return words.isEmpty() ? "nothing" : String.join(", ", words);
        }
    }

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
