package io.geocompliance.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.geo.GeoSettings;
import io.geocompliance.gateway.geo.Prefix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Geofeeds as RFC 8805 has them, and network lists. */
class NetworkFilesTest {

    @TempDir
    private Path directory;

    @Test
    void readsAGeofeedAndSaysWhichLinesItLeavesOut() throws Exception {
        Config config = read("""
                # prefix,country,region,city,postal
                5.1.0.0/16,UA,UA-43,Simferopol,
                5.1.7.0/24,,,,
                2a02:6b8::/32,RU
                5.2.0.0/16,XX,,,
                5.3.0.0/16,UA,43,,
                5.4.0.0/16,DE,UA-43,,
                5.5.0.1/16,UA,,,
                nonsense
                5.6.0.0/16,UA,,,
                5.6.0.0/16,RU,,,
                5.7.0.0/16,RU,,, # once
                5.7.0.0/16,RU,,, # and again, the same
                5.8.0.1,UA,UA-43,,
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(config.geo().geofeeds().get(0).rows())
                .containsExactlyInAnyOrder(
                        row(prefix(0x0501_0000L, 16), "UA", "UA-43"),
                        row(prefix(0x0501_0700L, 24), "", ""),
                        row(new Prefix(false, 0x2a02_06b8_0000_0000L, 0, 32), "RU", ""),
                        row(prefix(0x0507_0000L, 16), "RU", ""),
                        row(prefix(0x0508_0001L, 32), "UA", "UA-43"));
        String feed = directory.resolve("feed.csv").toString();
        assertThat(config.warnings())
                .extracting(problem -> problem.toString().replace(feed, "feed.csv"))
                .filteredOn(line -> line.startsWith("feed.csv"))
                .containsExactly(
                        "feed.csv:5:1: warning: ISO 3166-1 has no country \"XX\"; this line is not used.",
                        "feed.csv:6:1: warning: ISO 3166-2 has no subdivision \"43\"; this line is not used.",
                        "feed.csv:7:1: warning: the subdivision \"UA-43\" is not of the country \"DE\"; this line is not used.",
                        "feed.csv:8:1: warning: 5.5.0.1/16 has bits set behind its prefix; the network is 5.5.0.0/16;"
                                + " this line is not used.",
                        "feed.csv:9:1: warning: \"nonsense\" is not an IP address; networks are written like 10.0.0.0/8 or"
                                + " 2001:db8::/32; this line is not used.",
                        "feed.csv:11:1: warning: this prefix is elsewhere already: feed.csv:10:1; neither line is used.");
    }

    @Test
    void networkListsAndFeedsAreOfTheHash() throws Exception {
        String before = read("5.1.0.0/16,UA\n".getBytes(StandardCharsets.UTF_8)).hash();
        assertThat(read("5.1.0.0/16,RU\n".getBytes(StandardCharsets.UTF_8)).hash())
                .isNotEqualTo(before);
    }

    private Config read(byte[] feed) throws Exception {
        Files.write(directory.resolve("feed.csv"), feed);
        Files.writeString(directory.resolve("office.txt"), "203.0.113.0/24 # the office\n\n2001:db8::/32\n");
        Path file = Files.writeString(directory.resolve("gateway.yaml"), """
                origins: [{urls: ["http://127.0.0.1:3000"]}]
                geo:
                  geofeeds: [{name: ours, file: feed.csv}]
                  networkLists: [{name: office, file: office.txt}]
                """);
        Config config = Config.read(file, Overrides.NONE, Map.<String, String>of()::get);
        assertThat(config.geo().networkLists().get(0).prefixes())
                .containsExactly(prefix(0xCB00_7100L, 24), new Prefix(false, 0x2001_0db8_0000_0000L, 0, 32));
        return config;
    }

    private static GeoSettings.Row row(Prefix prefix, String country, String subdivision) {
        return new GeoSettings.Row(prefix, country, subdivision);
    }

    private static Prefix prefix(long bits, int length) {
        return new Prefix(true, 0, bits, length);
    }
}
