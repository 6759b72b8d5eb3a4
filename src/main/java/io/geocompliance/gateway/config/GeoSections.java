package io.geocompliance.gateway.config;

import io.geocompliance.gateway.geo.GeoSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the section {@code geo} is written: what places an address. */
final class GeoSections {

    /**
     * What it says; the files of feeds and lists are not read yet.
     *
     * @param databases empty where the embedded one serves
     */
    record Said(
            Optional<List<GeoSettings.Database>> databases,
            List<FeedSaid> geofeeds,
            List<ListSaid> networkLists,
            Optional<Located<GeoSettings.Headers>> headers) {}

    /** A geofeed, and where its name is written. */
    record FeedSaid(Located<String> name, Path file, GeoSettings.Use use) {}

    /** A network list, and where its name is written. */
    record ListSaid(Located<String> name, Path file) {}

    private static final Key<Path> DATABASE_FILE = Key.required(
            "file",
            PathText.FILE,
            "A file in MaxMind DB format; read whole into memory. Where FILE.sha256 lies beside it, as sha256sum writes it, it must"
                    + " name this file's hash.");
    private static final Key<String> PUBLISHER = Key.optional(
            "publisher",
            Scalars.NAME,
            "Who speaks through it: one vote per publisher. Absent: the file's name without its ending.");
    private static final Key<GeoSettings.Kind> KIND = Key.optional(
            "kind",
            Scalar.oneOf(Arrays.stream(GeoSettings.Kind.values())
                    .collect(Collectors.toMap(GeoSettings.Kind::toString, kind -> kind))),
            "What its records must look like. Absent: whatever they show, and at a reload what is in force.");
    private static final Key<List<GeoSettings.Canary>> CANARIES = Key.optional(
            "canaries",
            ListOf.any("a list of canaries", CanaryLanguage.CANARY),
            "Addresses whose place is known. A database that says otherwise does not go into force. Absent: 77.88.8.8 and"
                    + " 2a02:6b8::1 are in RU, 8.8.8.8 in US.");
    private static final Section<GeoSettings.Database> DATABASE = Section.of(
            "a database such as {file: geoip/country.mmdb}",
            List.of(DATABASE_FILE, PUBLISHER, KIND, CANARIES),
            fields -> new GeoSettings.Database(
                    fields.get(DATABASE_FILE),
                    fields.find(PUBLISHER).orElseGet(() -> publisher(fields.get(DATABASE_FILE))),
                    fields.find(KIND),
                    fields.find(CANARIES).orElse(CanaryLanguage.USUAL)));
    private static final Key<List<GeoSettings.Database>> DATABASES = Key.optional(
            "databases",
            ListOf.any("a list of databases", DATABASE),
            "Country and city databases vote; ASN and Anonymous IP databases answer `asn` and `anonymous`. Absent: the"
                    + " embedded country database. None, `[]`, only where `headers` says all.");

    private static final Key<Located<String>> NAME = Key.required(
            "name",
            Located.of(Scalars.NAME),
            "As regions refer to it. A geofeed that votes is a publisher of this name.");
    private static final Key<Path> FEED_FILE = Key.required(
            "file",
            PathText.FILE,
            "Lines of `prefix,country,region,city,postal` (RFC 8805), UTF-8, up to 16 MiB. The most specific prefix counts;"
                    + " one without a country is not placed.");
    private static final Key<GeoSettings.Use> USE = Key.defaulted(
            "use",
            Scalar.oneOf(Map.of("label", GeoSettings.Use.LABEL, "vote", GeoSettings.Use.VOTE)),
            "label",
            "`label` gives places their name in records and explanations and changes no region; `vote` is one more publisher.");
    private static final Section<FeedSaid> FEED = Section.of(
            "a geofeed such as {name: ours, file: geofeed.csv}",
            List.of(NAME, FEED_FILE, USE),
            fields -> new FeedSaid(fields.get(NAME), fields.get(FEED_FILE), fields.get(USE)));
    private static final Key<List<FeedSaid>> GEOFEEDS = Key.defaulted(
            "geofeeds", ListOf.any("a list of geofeeds", FEED), "[]", "What you know better, or call by another name.");

    private static final Key<Path> LIST_FILE = Key.required(
            "file", PathText.FILE, "One network such as 203.0.113.0/24 a line; `#` begins a comment. Up to 16 MiB.");
    private static final Section<ListSaid> LIST = Section.of(
            "a network list such as {name: office, file: office.txt}",
            List.of(NAME, LIST_FILE),
            fields -> new ListSaid(fields.get(NAME), fields.get(LIST_FILE)));
    private static final Key<List<ListSaid>> NETWORK_LISTS = Key.defaulted(
            "networkLists",
            ListOf.any("a list of network lists", LIST),
            "[]",
            "Networks that regions name in `cidr`, in files of their own.");

    private static final Scalar<String> FIELD =
            Scalar.matching("[A-Za-z0-9!#$%&'*+.^_`|~-]+", "a field name such as CF-IPCountry", name -> name);
    private static final Key<String> COUNTRY_FIELD = Key.required(
            "country",
            FIELD,
            "The field with an ISO 3166-1 code: CF-IPCountry, CloudFront-Viewer-Country, or your own. What is none, such as XX or T1,"
                    + " and a field that comes twice say nothing.");
    private static final Key<String> SUBDIVISION_FIELD = Key.optional(
            "subdivision",
            FIELD,
            "The field with what follows the country in an ISO 3166-2 code, or with all of it: CF-Region-Code,"
                    + " CloudFront-Viewer-Country-Region. Absent: none.");
    private static final Key<String> HEADER_PUBLISHER = Key.optional(
            "publisher",
            Scalars.NAME,
            "Whose vote it is. Give it the name of the database that your CDN uses, and both are one voice, the database's first."
                    + " Absent: the country's field name in lower case.");
    private static final Section<Located<GeoSettings.Headers>> HEADERS_SECTION = Section.of(
            "fields such as {country: CF-IPCountry}",
            List.of(COUNTRY_FIELD, SUBDIVISION_FIELD, HEADER_PUBLISHER),
            GeoSections::headers);
    private static final Key<Located<GeoSettings.Headers>> HEADERS = Key.optional(
            "headers",
            HEADERS_SECTION,
            "Fields in which a CDN says where the visitor is: one more source, believed of `client.trustedProxies` alone, who must"
                    + " overwrite what visitors send. They are never passed on. Absent: none.");

    static final Section<Said> GEO = Section.of(
            "what places an address", List.of(DATABASES, GEOFEEDS, NETWORK_LISTS, HEADERS), GeoSections::said);

    private GeoSections() {}

    private static Said said(Fields fields) {
        Optional<List<GeoSettings.Database>> databases = fields.find(DATABASES);
        Optional<Located<GeoSettings.Headers>> headers = fields.find(HEADERS);
        Yaml.Entry written = fields.mapping().entries().get(DATABASES.name());
        boolean none = written != null
                && written.value() instanceof Yaml.Items list
                && list.items().isEmpty();
        if (none && headers.isEmpty()) {
            fields.error(DATABASES, "expected a list of databases, found an empty list.");
        }
        return new Said(databases, fields.get(GEOFEEDS), fields.get(NETWORK_LISTS), headers);
    }

    private static Located<GeoSettings.Headers> headers(Fields fields) {
        String country = fields.get(COUNTRY_FIELD);
        return new Located<>(
                new GeoSettings.Headers(
                        fields.find(HEADER_PUBLISHER).orElseGet(() -> country.toLowerCase(Locale.ROOT)),
                        country,
                        fields.find(SUBDIVISION_FIELD)),
                fields.mapping().position());
    }

    /** The database that the program carries. */
    static GeoSettings.Database embedded(Path file) {
        return new GeoSettings.Database(
                file, publisher(file), Optional.of(GeoSettings.Kind.FLAT_COUNTRY), CanaryLanguage.EMBEDDED);
    }

    /** The file's name without its ending. */
    private static String publisher(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
