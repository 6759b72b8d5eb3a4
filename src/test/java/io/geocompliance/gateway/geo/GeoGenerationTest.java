package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.geo.GeoFixture.explain;
import static io.geocompliance.gateway.geo.GeoFixture.place;
import static io.geocompliance.gateway.geo.GeoFixture.region;
import static io.geocompliance.gateway.testing.MmdbRecords.flat;
import static io.geocompliance.gateway.testing.MmdbRecords.flatCity;
import static io.geocompliance.gateway.testing.MmdbRecords.nested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.testing.MmdbWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default audience over the patterns that real files show for the occupied regions, and how publishers vote on it. */
class GeoGenerationTest {

    private static final Place UNKNOWN = new Place.Unknown(Place.Reason.UNKNOWN);
    private static final Place RESERVED = new Place.Unknown(Place.Reason.RESERVED);

    @TempDir
    private Path directory;

    private GeoFixture files;

    @BeforeEach
    void noFiles() {
        files = new GeoFixture(directory);
    }

    @Test
    void findsTheAudienceInANativeFile() throws Exception {
        GeoGeneration generation = files.database("maxmind", nativeLike()).open(region("audience", 1));

        assertThat(place(generation, "5.1.0.1")).isEqualTo(known("UA-43", true, "maxmind"));
        assertThat(place(generation, "5.2.0.1"))
                .as("UA without subdivision, registered RU")
                .isEqualTo(known("UA", true, "maxmind"));
        assertThat(place(generation, "5.3.0.1")).as("city of Zaporizhzhia").isEqualTo(known("UA-23", false, "maxmind"));
        assertThat(place(generation, "5.4.0.1")).as("Melitopol").isEqualTo(known("UA-23", true, "maxmind"));
        assertThat(place(generation, "5.5.0.1")).as("registered RU, in NL").isEqualTo(known("NL", false, "maxmind"));
        assertThat(place(generation, "5.6.0.1"))
                .as("Sevastopol, registered elsewhere")
                .isEqualTo(known("UA-40", true, "maxmind"));
        assertThat(place(generation, "5.7.0.1")).as("registered country only").isEqualTo(UNKNOWN);
        assertThat(place(generation, "5.8.0.1")).as("Kyiv").isEqualTo(known("UA", false, "maxmind"));
        assertThat(place(generation, "2a02:6b8::1")).isEqualTo(known("RU", true, "maxmind"));
    }

    @Test
    void findsTheAudienceInAFlatCityFile() throws Exception {
        GeoGeneration generation = files.database("dbip", cityLike()).open(region("audience", 1));

        assertThat(place(generation, "5.1.0.1"))
                .as("Crimea is never a part of RU")
                .isEqualTo(known("UA-43", true, "dbip"));
        assertThat(place(generation, "5.3.0.1")).isEqualTo(known("UA-23", false, "dbip"));
        assertThat(place(generation, "5.6.0.1")).isEqualTo(known("UA-40", true, "dbip"));
        assertThat(place(generation, "5.8.0.1")).isEqualTo(known("UA", false, "dbip"));
    }

    @Test
    void findsTheAudienceInACountryFile() throws Exception {
        GeoGeneration generation = files.database("nro", countryLike()).open(region("audience", 1));

        assertThat(place(generation, "5.1.0.1")).isEqualTo(known("RU", true, "nro"));
        assertThat(place(generation, "5.3.0.1")).isEqualTo(known("UA", false, "nro"));
        assertThat(place(generation, "9.9.9.9")).isEqualTo(UNKNOWN);
    }

    @Test
    void countsPublishersAgainstTheQuorum() throws Exception {
        GeoGeneration generation = files.database("maxmind", nativeLike())
                .database("dbip", cityLike())
                .database("nro", countryLike())
                .open(region("one", 1), region("two", 2), region("three", 3));

        assertThat(place(generation, "5.1.0.1"))
                .isEqualTo(new Place.Known(Set.of("one", "two", "three"), "UA-43", List.of("maxmind", "dbip", "nro")));
        assertThat(place(generation, "5.4.0.1"))
                .as("Melitopol: maxmind and nro")
                .isEqualTo(new Place.Known(Set.of("one", "two"), "UA-23", List.of("maxmind", "nro")));
        assertThat(place(generation, "5.9.0.1"))
                .as("nro alone")
                .isEqualTo(new Place.Known(Set.of("one"), "UA", List.of("nro")));
    }

    @Test
    void givesAPublisherOneVoteHoweverManyFilesItHas() throws Exception {
        GeoGeneration generation = files.database("maxmind", nativeLike())
                .database("maxmind", countryLike())
                .database("dbip", cityLike())
                .open(region("two", 2));

        assertThat(place(generation, "5.9.0.1").regions())
                .as("its first file says UA")
                .isEmpty();
        assertThat(place(generation, "5.10.0.1"))
                .as("only its second file knows, and dbip agrees")
                .isEqualTo(new Place.Known(Set.of("two"), "RU", List.of("maxmind", "dbip")));
        assertThatThrownBy(() -> files.open(region("three", 3)))
                .isInstanceOf(GeoDatabaseException.class)
                .hasMessage("Region three asks for 3 publishers, and the sources have 2 (maxmind, dbip):"
                        + " add a database of another publisher or lower the quorum.");
    }

    @Test
    void wantsBothFamiliesOfAPublisher() throws Exception {
        MmdbWriter v4 = new MmdbWriter(4, 24).put("5.0.0.0/8", flat("RU"));
        MmdbWriter v6 = new MmdbWriter(6, 24).put("2a02:6b8::/32", flat("RU"));

        assertThatThrownBy(() -> files.database("dbip", v4).open())
                .hasMessageEndingWith(
                        "has no IPv6 networks; use the combined file, or add the IPv6 file under the same publisher (dbip).");
        assertThatThrownBy(() -> new GeoFixture(directory).database("other", v6).open())
                .hasMessageContaining("has no IPv4 networks");
        GeoGeneration together = files.database("dbip", v6).open(region("audience", 1));
        assertThat(place(together, "5.1.1.1")).isEqualTo(known("RU", true, "dbip"));
        assertThat(place(together, "2a02:6b8::1")).isEqualTo(known("RU", true, "dbip"));
        assertThat(place(together, "2a03::1")).isEqualTo(UNKNOWN);
    }

    @Test
    void letsALabelChangeNoRegion() throws Exception {
        Region named = new Region("named", 1, new Region.Expression.Subdivision(Set.of("UA-30")));
        MmdbWriter kyiv = MmdbWriter.combined()
                .put("5.8.0.0/16", nested("UA", "UA", "30"))
                .put("2a00::/16", nested("UA", "UA", "30"));

        assertThat(place(files.database("m", kyiv).open(), "5.8.0.1")).isEqualTo(known("UA", false, "m"));
        assertThat(place(files.open(region("audience", 1), named), "5.8.0.1"))
                .isEqualTo(new Place.Known(Set.of("named"), "UA-30", List.of("m")));
    }

    @Test
    void keepsSpecialPurposeAddressesReservedWhateverADatabaseSays() throws Exception {
        MmdbWriter everything = MmdbWriter.combined().put("::/1", flat("RU")).put("8000::/1", flat("RU"));
        GeoGeneration generation = files.database("liar", everything).open(region("audience", 1));

        for (String reserved : List.of(
                "0.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.1.1",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.0.11",
                "192.0.2.1",
                "192.168.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:505:505::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")) {
            assertThat(place(generation, reserved)).as(reserved).isSameAs(Electorate.RESERVED);
        }
        for (String ordinary : List.of(
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.0.9",
                "192.0.0.10",
                "192.0.1.0",
                "192.31.196.1",
                "198.20.0.0",
                "223.255.255.255",
                "64:ff9b::1",
                "2001:1::1",
                "2001:1::2",
                "2001:20::1",
                "2001:200::1",
                "2001:4:112::1",
                "2003::1",
                "2620:4f:8000::1",
                "fe00::1",
                "fec0::1")) {
            assertThat(place(generation, ordinary)).as(ordinary).isEqualTo(known("RU", true, "liar"));
        }
        assertThat(place(generation, "2001:1::4"))
                .as("beside the anycast addresses")
                .isEqualTo(RESERVED);
    }

    @Test
    void explainsByTheSameVotes() throws Exception {
        GeoGeneration generation = files.database("maxmind", nativeLike())
                .database("nro", countryLike())
                .open(region("audience", 2));

        GeoExplanation crimea = explain(generation, "5.1.0.1");

        assertThat(crimea.place()).isSameAs(place(generation, "5.1.0.1"));
        assertThat(crimea.regions())
                .containsExactly(new GeoExplanation.RegionVotes(
                        "audience", true, 2, Map.of("maxmind", Vote.YES, "nro", Vote.YES)));
        assertThat(crimea.evidence())
                .extracting(GeoExplanation.Evidence::network)
                .containsExactly(Optional.of("5.1.0.0/16"), Optional.of("5.1.0.0/16"));
        assertThat(crimea.evidence().get(0).says()).isEqualTo(new Facts("UA", "RU", List.of("UA-43")));
        assertThat(crimea.evidence().get(0).detail())
                .contains(new GeoExplanation.Detail(Optional.of("Somewhere"), Optional.of(500)));
        assertThat(crimea.evidence().get(0).speaker().build())
                .contains(generation.databases().get(0));
        assertThat(explain(generation, "2a02:6b8::1").evidence().get(0).network())
                .contains("2a02:6b8::/32");
        assertThat(explain(generation, "10.0.0.1").place()).isEqualTo(RESERVED);
        assertThat(explain(generation, "10.0.0.1").regions()).isEmpty();
        assertThat(generation.builds()).containsExactly("maxmind@1780000000", "nro@1780000000");
    }

    @Test
    void reportsTheProblemsOfAllDatabasesAtOnce() {
        GeoSettings absent = new GeoSettings(List.of(
                new GeoSettings.Database(directory.resolve("a.mmdb"), "a"),
                new GeoSettings.Database(directory.resolve("b.mmdb"), "b")));

        assertThatThrownBy(() -> GeoGeneration.open(absent, List.of(region("none", 0))))
                .isInstanceOfSatisfying(
                        GeoDatabaseException.class,
                        e -> assertThat(e.problems()).hasSize(3));
    }

    private static Place known(String label, boolean inAudience, String publisher) {
        return new Place.Known(inAudience ? Set.of("audience") : Set.of(), label, List.of(publisher));
    }

    private static MmdbWriter nativeLike() {
        return MmdbWriter.combined()
                .put("5.1.0.0/16", nested("UA", "RU", "43"))
                .put("5.2.0.0/16", nested("UA", "RU"))
                .put("5.3.0.0/16", nested("UA", "UA", "23"))
                .put("5.4.0.0/16", nested("UA", "RU", "23"))
                .put("5.5.0.0/16", nested("NL", "RU"))
                .put("5.6.0.0/16", nested("UA", "GB", "40"))
                .put("5.7.0.0/16", nested("", "US"))
                .put("5.8.0.0/16", nested("UA", "UA", "30"))
                .put("5.9.0.0/16", nested("UA", "UA"))
                .put("2a02:6b8::/32", nested("RU", "RU", "MOW"));
    }

    private static MmdbWriter cityLike() {
        return MmdbWriter.combined()
                .put("5.1.0.0/16", flatCity("RU", "Crimea", "Simferopol"))
                .put("5.3.0.0/16", flatCity("UA", "Zaporizhzhia", "Zaporizhzhia"))
                .put("5.4.0.0/16", flatCity("UA", "Zaporizhia", "Melitopol"))
                .put("5.6.0.0/16", flatCity("RU", "Sevastopol City", "Sevastopol"))
                .put("5.8.0.0/16", flatCity("UA", "Kyiv City", "Kyiv"))
                .put("5.10.0.0/16", flatCity("RU", "Krasnodar Krai", "Krasnodar"))
                .put("2a02:6b8::/32", flatCity("RU", "Moscow", "Moscow"));
    }

    private static MmdbWriter countryLike() {
        return MmdbWriter.combined()
                .put("5.1.0.0/16", flat("RU"))
                .put("5.3.0.0/16", flat("UA"))
                .put("5.4.0.0/16", flat("RU"))
                .put("5.9.0.0/16", flat("RU"))
                .put("5.10.0.0/16", flat("RU"))
                .put("2a02:6b8::/32", flat("RU"));
    }
}
