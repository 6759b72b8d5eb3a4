package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.geo.GeoFixture.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.testing.MmdbRecords;
import io.geocompliance.gateway.testing.MmdbWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a CDN says of a place is one more vote, and nothing but ISO codes is a place. */
class ToldInFrontTest {

    private static final int V4 = 0x18000001;
    private static final Region.Expression RUSSIA = new Region.Expression.Country(Set.of("RU"));

    @TempDir
    Path directory;

    private GeoFixture fixture() {
        return new GeoFixture(directory).headers("cdn", "CDN-Country", "CDN-Region");
    }

    private static MmdbWriter places() {
        MmdbWriter places = MmdbWriter.combined();
        places.put("24.0.0.0/8", MmdbRecords.nested("RU", "RU"));
        places.put("25.0.0.0/8", MmdbRecords.nested("DE", "DE"));
        places.put("26.0.0.0/8", MmdbRecords.nested("UA", "RU"));
        places.put("27.0.0.0/8", MmdbRecords.nested("UA", "UA", "43"));
        places.put("2c00::/16", MmdbRecords.nested("RU", "RU"));
        return places;
    }

    private static Function<String, List<String>> fields(String country, String subdivision) {
        return Map.of("CDN-Country", lines(country), "CDN-Region", lines(subdivision))::get;
    }

    private static List<String> lines(String joined) {
        return joined == null ? List.of() : List.of(joined.split("\\|", -1));
    }

    private static Told told(GeoGeneration generation, String country, String subdivision) {
        return generation.told(fields(country, subdivision));
    }

    @ParameterizedTest
    @CsvSource({
        "RU,,RU,",
        "ru,,RU,",
        "' RU ',,RU,",
        "UA,43,UA,UA-43",
        "UA,UA-43,UA,UA-43",
        "US,CA,US,US-CA",
        "UA,99,UA,",
        "UA,RU-MOW,UA,",
        "UA,43|43,UA,",
        "XX,43,,",
        "T1,,,",
        "EU,,,",
        "'',,,",
        "RU|RU,,,",
        "'RU, RU',,,",
        "Russia,,,",
        ",43,,"
    })
    void onlyIsoCodesOnOneLineArePlaces(String country, String subdivision, String place, String full)
            throws Exception {
        Facts says = told(fixture().open(), country, subdivision).says();
        assertThat(says.country()).isEqualTo(place == null ? "" : place);
        assertThat(says.subdivisions()).isEqualTo(full == null ? List.of() : List.of(full));
    }

    @Test
    void itIsOneVoteAmongThePublishers() throws Exception {
        GeoGeneration open = fixture().database("maxmind", places()).open(region("any", 1), region("both", 2));
        RegionTable table = open.table();
        assertThat(table.placeOf(V4, Told.BY_NOBODY).regions()).containsExactly("any");
        assertThat(table.placeOf(V4, told(open, "DE", null)).regions()).containsExactly("any");
        assertThat(table.placeOf(V4, told(open, "RU", null)).regions()).containsExactlyInAnyOrder("any", "both");
        assertThat(table.placeOf(0x19000001, told(open, "RU", null)))
                .isEqualTo(new Place.Known(Set.of("any"), "DE", List.of("cdn")));
        assertThat(table.placeOf(0x1b000001, told(open, "UA", "43")).regions())
                .containsExactlyInAnyOrder("any", "both");
        assertThat(table.placeOf(0x2c00_0000_0000_0000L, 1, told(open, "RU", null))
                        .regions())
                .containsExactlyInAnyOrder("any", "both");
        assertThat(open.builds()).last().isEqualTo("cdn@header");
        assertThat(open.isDecidedInFront()).isFalse();
    }

    @Test
    void itPlacesAnAddressThatNoDatabaseKnowsAndAVisitorWithoutAny() throws Exception {
        GeoGeneration open = fixture().database("maxmind", places()).open(region("any", 1));
        Place crimea = new Place.Known(Set.of("any"), "UA-43", List.of("cdn"));
        assertThat(open.table().placeOf(0x50000001, told(open, "UA", "43"))).isEqualTo(crimea);
        assertThat(open.table().placeOf(told(open, "UA", "43"))).isEqualTo(crimea);
        assertThat(open.table().placeOf(0x50000001, told(open, "XX", null))).isEqualTo(Electorate.UNKNOWN);
    }

    @Test
    void aReservedAddressStaysReserved() throws Exception {
        GeoGeneration open = fixture().database("maxmind", places()).open(region("any", 1));
        assertThat(open.table().placeOf(0x0A000001, told(open, "RU", null))).isEqualTo(Electorate.RESERVED);
    }

    @Test
    void underTheNameOfADatabaseItIsHeardOnlyWhereThatIsSilent() throws Exception {
        GeoGeneration open = new GeoFixture(directory)
                .headers("maxmind", "CDN-Country", "CDN-Region")
                .database("maxmind", places())
                .open(region("any", 1));
        assertThat(open.table().placeOf(0x19000001, told(open, "RU", null)).regions())
                .isEmpty();
        assertThat(open.table().placeOf(0x50000001, told(open, "RU", null)).regions())
                .containsExactly("any");
        assertThatThrownBy(() -> new GeoFixture(directory)
                        .headers("maxmind", "CDN-Country", "CDN-Region")
                        .database("maxmind", places())
                        .open(region("both", 2)))
                .hasMessageContaining("asks for 2 publishers, and the sources have 1 (maxmind)");
    }

    @Test
    void alonePlacesWithoutAnyDatabase() throws Exception {
        GeoGeneration open = fixture().open(new Region("r", 1, RUSSIA));
        assertThat(open.table().placeOf(V4, told(open, "RU", null)).regions()).containsExactly("r");
        assertThat(open.table().placeOf(V4)).isEqualTo(Electorate.UNKNOWN);
        assertThat(open.databases()).isEmpty();
        assertThat(open.isDecidedInFront()).isTrue();
        GeoGeneration networks = fixture()
                .list("office")
                .open(new Region("r", 1, RUSSIA), new Region("o", 1, new Region.Expression.Listed("office")));
        assertThat(networks.isDecidedInFront()).isFalse();
    }

    /** The table keeps only what regions can tell apart; the explanation votes on everything that was said. */
    @Test
    void theTableSaysWhatTheVotesSay() throws Exception {
        Region.Expression mixed = new Region.Expression.Any(List.of(
                new Region.Expression.All(List.of(
                        new Region.Expression.Not(new Region.Expression.Country(Set.of("DE", "FR"))),
                        new Region.Expression.RegisteredCountry(Set.of("RU", "NL")))),
                new Region.Expression.Subdivision(Set.of("UA-43", "US-CA")),
                new Region.Expression.InRegion("both")));
        GeoGeneration open = fixture()
                .database("maxmind", random(1))
                .database("dbip", random(2))
                .open(region("both", 2), region("three", 3), new Region("mixed", 1, mixed));
        List<Told> said = new ArrayList<>(List.of(Told.BY_NOBODY));
        for (String country : List.of("RU", "UA", "DE", "US", "JP", "XX")) {
            said.add(told(open, country, null));
            said.add(told(open, country, "43"));
            said.add(told(open, country, "CA"));
        }
        for (int network = 0; network < 256; network++) {
            int address = network << 24 | 0x010203;
            for (Told told : said) {
                Place place = open.table().placeOf(address, told);
                GeoExplanation explained = open.explainer().explain(address, told);
                assertThat(explained.place()).isEqualTo(place);
                if (!place.equals(Electorate.RESERVED)) {
                    assertThat(place.regions())
                            .as("network %d", network)
                            .containsExactlyInAnyOrderElementsOf(explained.regions().stream()
                                    .filter(GeoExplanation.RegionVotes::held)
                                    .map(GeoExplanation.RegionVotes::region)
                                    .toList());
                }
            }
        }
    }

    private static MmdbWriter random(long seed) {
        Random random = new Random(seed);
        List<String> countries = List.of("RU", "UA", "DE", "FR", "NL", "US", "");
        MmdbWriter writer = MmdbWriter.combined();
        for (int network = 1; network < 224; network++) {
            String country = countries.get(random.nextInt(countries.size()));
            String registered = countries.get(random.nextInt(countries.size()));
            String[] subdivision = country.isEmpty() || random.nextBoolean()
                    ? new String[0]
                    : new String[] {List.of("43", "CA", "77").get(random.nextInt(3))};
            if (!country.isEmpty() || !registered.isEmpty()) {
                writer.put(network + ".0.0.0/8", MmdbRecords.nested(country, registered, subdivision));
            }
        }
        writer.put("2c00::/16", MmdbRecords.nested("RU", "RU"));
        return writer;
    }

    @Test
    void nothingOfAPlaceIsPrinted() throws Exception {
        assertThat(told(fixture().open(), "RU", null)).hasToString("(told)");
        assertThatThrownBy(() -> new Told(false, new Facts("RU", "", List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
