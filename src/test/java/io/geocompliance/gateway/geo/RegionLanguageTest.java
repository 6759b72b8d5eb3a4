package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.geo.GeoFixture.explain;
import static io.geocompliance.gateway.geo.GeoFixture.place;
import static io.geocompliance.gateway.testing.MmdbRecords.flat;
import static io.geocompliance.gateway.testing.MmdbRecords.nested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.geo.Region.Expression;
import io.geocompliance.gateway.testing.MmdbRecords;
import io.geocompliance.gateway.testing.MmdbWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions on networks, operators' overlays and other regions, in the table and in explanations. */
class RegionLanguageTest {

    private static final Expression RUSSIA = new Expression.Country(Set.of("RU"));

    @TempDir
    private Path directory;

    private GeoFixture files;

    @BeforeEach
    void begin() {
        files = new GeoFixture(directory)
                .database(
                        "nro",
                        MmdbWriter.combined()
                                .put("5.1.0.0/16", flat("RU"))
                                .put("5.2.0.0/16", flat("UA"))
                                .put("5.3.0.0/16", flat("DE"))
                                .put("2a02:6b8::/32", flat("RU")));
    }

    @Test
    void asksForAutonomousSystems() throws Exception {
        GeoGeneration generation = files.database(
                        "asn",
                        MmdbWriter.combined()
                                .put("5.1.0.0/17", MmdbRecords.asn(64500))
                                .put("5.1.128.0/17", MmdbRecords.asn(4_200_000_001L))
                                .put("5.9.0.0/16", MmdbRecords.asn(64500))
                                .put("2a02:6b8::/33", MmdbRecords.asn(64500)))
                .open(region("ours", new Expression.Asn(Set.of(64500L))), region("others", not(64500L)));

        assertThat(place(generation, "5.1.0.1").regions()).containsExactly("ours");
        assertThat(place(generation, "5.1.128.1").regions()).containsExactly("others");
        assertThat(place(generation, "2a02:6b8::1").regions()).containsExactly("ours");
        assertThat(place(generation, "5.2.0.1").regions())
                .as("nobody names its system")
                .isEmpty();
        assertThat(place(generation, "5.9.0.1"))
                .as("no country, but the region holds")
                .isEqualTo(new Place.Known(Set.of("ours"), "ZZ", List.of("nro")));
        assertThat(explain(generation, "5.1.128.1").evidence().get(1).says().asn())
                .isEqualTo(4_200_000_001L);
        assertThat(explain(generation, "5.1.0.1").regions())
                .containsExactly(
                        new GeoExplanation.RegionVotes("ours", true, 1, Map.of("nro", Vote.YES)),
                        new GeoExplanation.RegionVotes("others", false, 1, Map.of("nro", Vote.NO)));
    }

    @Test
    void asksForAnonymity() throws Exception {
        GeoGeneration generation = files.database(
                        "anonymous",
                        MmdbWriter.combined()
                                .put("5.1.1.0/24", Map.of("is_anonymous", true, "is_anonymous_vpn", true))
                                .put("5.1.2.0/24", Map.of("is_hosting_provider", true))
                                .put("2a02:6b8:1::/48", Map.of("is_anonymous", true, "is_tor_exit_node", true)))
                .open(
                        region("hidden", new Expression.Anonymous(Set.of(Anonymity.ANONYMOUS))),
                        region("tunnel", new Expression.Anonymous(Set.of(Anonymity.VPN, Anonymity.TOR))),
                        region("open", new Expression.Not(new Expression.Anonymous(Set.of(Anonymity.ANONYMOUS)))));

        assertThat(place(generation, "5.1.1.1").regions()).containsExactlyInAnyOrder("hidden", "tunnel");
        assertThat(place(generation, "5.1.2.1").regions()).containsExactly("hidden");
        assertThat(place(generation, "2a02:6b8:1::1").regions()).containsExactlyInAnyOrder("hidden", "tunnel");
        assertThat(place(generation, "5.1.3.1").regions())
                .as("no record is an ordinary line")
                .containsExactly("open");
    }

    @Test
    void asksForNetworksAndLists() throws Exception {
        GeoGeneration generation = files.list("office", prefix(5, 3, 7, 24))
                .open(
                        region("written", new Expression.Networks(List.of(prefix(5, 3, 0, 17)))),
                        region("listed", new Expression.Listed("office")),
                        region(
                                "russia-but-one",
                                new Expression.All(List.of(
                                        RUSSIA,
                                        new Expression.Not(new Expression.Networks(List.of(prefix(5, 1, 9, 24))))))));

        assertThat(place(generation, "5.3.127.255").regions()).containsExactly("written");
        assertThat(place(generation, "5.3.128.0").regions()).isEmpty();
        assertThat(place(generation, "5.3.7.7").regions()).containsExactlyInAnyOrder("written", "listed");
        assertThat(place(generation, "5.1.8.255").regions()).containsExactly("russia-but-one");
        assertThat(place(generation, "5.1.9.0").regions()).isEmpty();
        assertThat(explain(generation, "5.3.7.7").network().lists()).containsExactlyInAnyOrder("office", "5.3.0.0/17");
    }

    @Test
    void geofeedThatVotesIsOnePublisherMore() throws Exception {
        GeoGeneration generation = files.feed(
                        "ours",
                        GeoSettings.Use.VOTE,
                        new GeoSettings.Row(prefix(5, 2, 0, 16), "RU", ""),
                        new GeoSettings.Row(prefix(5, 2, 1, 24), "", ""),
                        new GeoSettings.Row(prefix(5, 1, 0, 16), "RU", "RU-MOW"))
                .open(region("any", RUSSIA), new Region("both", 2, RUSSIA));

        assertThat(place(generation, "5.1.0.1").regions()).containsExactlyInAnyOrder("any", "both");
        assertThat(place(generation, "5.2.0.1").regions()).containsExactly("any");
        assertThat(place(generation, "5.2.1.1").regions())
                .as("the row withdraws the prefix")
                .isEmpty();
        assertThat(explain(generation, "5.2.0.1").evidence().get(1).speaker().build())
                .isEmpty();
    }

    @Test
    void labelChangesTheNameAndNoRegion() throws Exception {
        GeoGeneration plain = new GeoFixture(directory.resolve("plain"))
                .database(
                        "nro",
                        MmdbWriter.combined().put("5.1.0.0/16", flat("RU")).put("2a02:6b8::/32", flat("RU")))
                .open(region("russia", RUSSIA));
        GeoGeneration labelled = files.feed(
                        "names",
                        GeoSettings.Use.LABEL,
                        new GeoSettings.Row(prefix(5, 1, 0, 17), "UA", "UA-43"),
                        new GeoSettings.Row(prefix(5, 2, 0, 16), "RU", ""))
                .open(region("russia", RUSSIA), region("named", new Expression.Listed("names")));

        assertThat(((Place.Known) place(plain, "5.1.0.1")).label()).isEqualTo("RU");
        assertThat(place(labelled, "5.1.0.1"))
                .isEqualTo(new Place.Known(Set.of("russia", "named"), "UA-43", List.of("nro")));
        assertThat(place(labelled, "5.1.128.1").regions()).containsExactly("russia");
        assertThat(place(labelled, "5.2.0.1"))
                .as("a label is no detection")
                .isEqualTo(new Place.Known(Set.of("named"), "RU", List.of("nro")));
    }

    @Test
    void regionsReferToEachOther() throws Exception {
        GeoGeneration generation = files.database(
                        "maxmind",
                        MmdbWriter.combined()
                                .put("5.1.0.0/16", nested("RU", "RU"))
                                .put("5.2.0.0/16", nested("RU", "RU"))
                                .put("2a02:6b8::/32", nested("RU", "RU")))
                .open(
                        region("elsewhere", new Expression.Not(new Expression.InRegion("certain"))),
                        new Region("certain", 2, RUSSIA));

        assertThat(place(generation, "5.1.0.1").regions()).containsExactly("certain");
        assertThat(place(generation, "5.2.0.1").regions())
                .as("one of two says no")
                .containsExactly("elsewhere");
        assertThat(place(generation, "5.3.0.1").regions())
                .as("one says no, so two can't say yes")
                .containsExactly("elsewhere");
        assertThat(place(generation, "5.9.0.1")).as("nobody says anything").isEqualTo(Electorate.UNKNOWN);
    }

    @Test
    void refusesWhatNobodyCanAnswer() {
        assertThatThrownBy(() -> files.open(region("ours", new Expression.Asn(Set.of(64500L)))))
                .hasMessageContaining("asks for autonomous systems, and no database names any");
        assertThatThrownBy(() -> files.open(region("hidden", new Expression.Anonymous(Set.of(Anonymity.VPN)))))
                .hasMessageContaining("asks for anonymity, and no database tells it");
        assertThatThrownBy(() -> new GeoFixture(directory)
                        .database(
                                "asn",
                                MmdbWriter.combined()
                                        .put("5.1.0.0/17", MmdbRecords.asn(64500))
                                        .put("2a02:6b8::/33", MmdbRecords.asn(64500)))
                        .open(region("russia", RUSSIA)))
                .hasMessageContaining("No database says where addresses are");
    }

    @Test
    void networkDatabaseHasNoVote() {
        assertThatThrownBy(() -> files.database(
                                "asn",
                                MmdbWriter.combined()
                                        .put("5.1.0.0/17", MmdbRecords.asn(64500))
                                        .put("2a02:6b8::/33", MmdbRecords.asn(64500)))
                        .open(new Region("both", 2, RUSSIA)))
                .hasMessageContaining("asks for 2 publishers, and the sources have 1 (nro)");
    }

    private static Region region(String name, Expression definition) {
        return new Region(name, 1, definition);
    }

    private static Expression not(long asn) {
        return new Expression.Not(new Expression.Asn(Set.of(asn)));
    }

    private static Prefix prefix(int first, int second, int third, int length) {
        return new Prefix(true, 0, (long) first << 24 | second << 16 | third << 8, length);
    }
}
