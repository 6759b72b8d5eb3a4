package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.testing.MmdbRecords.flat;
import static io.geocompliance.gateway.testing.MmdbRecords.flatCity;
import static io.geocompliance.gateway.testing.MmdbRecords.nested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.testing.MmdbWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are opened, as what, and in which words the others are refused. */
class DatabaseLoaderTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {24, 28, 32})
    void readsEveryRecordSize(int recordBits) throws Exception {
        GeoDatabase database = load(new MmdbWriter(6, recordBits)
                .put("5.255.0.0/16", flat("RU"))
                .put("2a02:6b8::/32", flat("RU"))
                .bytes());

        assertThat(database.v4(0x05FF_0001).facts().country()).isEqualTo("RU");
        assertThat(database.v6(0x2a02_06b8_0000_0000L, 1).facts().country()).isEqualTo("RU");
        assertThat(database.v4(0x0600_0001).facts()).isEqualTo(Facts.NONE);
    }

    @Test
    void believesRecordsAndNotTheLabel() throws Exception {
        MmdbWriter writer = both(flat("RU")).databaseType("GeoLite2-City");

        assertThat(load(writer.bytes()).schema()).isEqualTo(RecordSchema.FLAT_COUNTRY);
        assertThat(load(both(nested("UA", "RU", "43")).databaseType("nothing").bytes())
                        .schema())
                .isEqualTo(RecordSchema.NATIVE);
    }

    @Test
    void readsNativeRecordsWithARegisteredCountryOnly() throws Exception {
        GeoDatabase database = load(
                both(nested("UA", "UA")).put("1.1.1.0/24", nested("", "AU")).bytes());

        assertThat(database.v4(0x0101_0101).facts()).isEqualTo(new Facts("", "AU", List.of()));
    }

    @Test
    void readsTheEmptyStringAsAbsent() throws Exception {
        GeoDatabase database = load(both(flatCity("UA", "", ""))
                .put("7.0.0.0/8", flatCity("", "", ""))
                .bytes());

        assertThat(database.schema()).isEqualTo(RecordSchema.FLAT_CITY);
        assertThat(database.v4(0x0500_0001).facts()).isEqualTo(new Facts("UA", "", List.of()));
        assertThat(database.v4(0x0700_0001).facts()).isEqualTo(Facts.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "RU, Sevastopol City, UA-40",
        "UA, Sevastopol City, UA-40",
        "RU, Crimea, UA-43",
        "UA, Autonomous Republic of Crimea, UA-43",
        "UA, Donetsk, UA-14",
        "UA, Donetsk Oblast, UA-14",
        "RU, Luhansk, UA-09",
        "UA, Luhansk Oblast, UA-09",
        "UA, Zaporizhzhia, UA-23",
        "UA, Zaporizhia, UA-23",
        "UA, Zaporizhzhya Oblast, UA-23",
        "UA, Kherson, UA-65",
        "UA, Kherson Oblast, UA-65"
    })
    void readsEverySpellingOfARegion(String country, String spelling, String code) throws Exception {
        GeoDatabase database = load(both(flatCity(country, spelling, "Any")).bytes());

        assertThat(database.v4(0x0500_0001).facts().subdivisions()).containsExactly(code);
    }

    @Test
    void neverPlacesByTheNameOfACity() throws Exception {
        GeoDatabase rostov =
                load(both(flatCity("RU", "Rostov Oblast", "Donetsk")).bytes());
        GeoDatabase bare = load(both(flatCity("RU", "Donetsk", "Donetsk")).bytes());

        assertThat(rostov.v4(0x0500_0001).facts().subdivisions()).isEmpty();
        assertThat(bare.v4(0x0500_0001).facts().subdivisions()).isEmpty();
    }

    @Test
    void neverAsksAnIpv4OnlyFileForAnIpv6Address() throws Exception {
        GeoDatabase database =
                load(new MmdbWriter(4, 24).put("42.2.0.0/16", flat("HK")).bytes());

        assertThat(database.v4(0x2a02_06b8).facts().country()).isEqualTo("HK");
        assertThat(database.v6(0x2a02_06b8_0000_0000L, 1))
                .isEqualTo(new Source.Answer(Optional.empty(), Facts.NONE, Optional.empty()));
    }

    @Test
    void leavesAliasesOfTheIpv4TreeOut() throws Exception {
        NetworkMap networks = load(both(flat("RU"))
                        .alias("::ffff:0.0.0.0/96", "::/96")
                        .alias("2002::/16", "::/96")
                        .bytes())
                .networks();

        assertThat(networks.v6().size()).as("RU inside 2a00::/12, nothing else").isEqualTo(3);
        assertThat(networks.v4().size()).isEqualTo(3);
    }

    @Test
    @Timeout(5)
    void refusesATreeOfZeroedNodesInsteadOfWalkingItForEver() {
        assertThatThrownBy(() -> load(both(flat("RU")).bytesWithZeroedTree()))
                .isInstanceOf(GeoDatabaseException.class)
                .hasMessageContaining("is damaged (InvalidDatabaseException): download it again.");
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole = both(flat("RU")).bytes();
        for (int length = 1; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> load(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(GeoDatabaseException.class)
                    .hasMessageContaining("download it again");
        }
    }

    @Test
    void survivesEverySingleByteFlip() throws Exception {
        byte[] whole = both(nested("UA", "RU", "43")).bytes();
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] broken = whole.clone();
            broken[at] ^= (byte) 0xFF;
            try {
                load(broken);
            } catch (GeoDatabaseException e) {
                refused++;
            }
        }
        assertThat(refused)
                .as("no flip throws anything else, and many are found")
                .isGreaterThan(whole.length / 4);
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() throws Exception {
        assertProblem(new byte[0], "is empty: download it again.");
        assertProblem(new byte[] {0x1F, (byte) 0x8B, 8, 0}, "is compressed with gzip: unpack it first.");
        assertProblem("<html>403</html>".getBytes(StandardCharsets.US_ASCII), "has no MaxMind DB metadata");
        assertProblem(
                both(Map.of("autonomous_system_organization", "Example")).bytes(),
                "has nothing in its records that regions can ask for (they have autonomous_system_organization)");
        assertProblem(both(flat("")).bytes(), "names no country for any address");
        assertProblem(
                both(flat("RU")).put("7.0.0.0/8", nested("UA", "UA")).bytes(),
                "mixes the record layouts [NATIVE, FLAT_COUNTRY]");
        assertProblem(both(flat("RU")).buildEpoch(-1).bytes(), "has an impossible build time");
        assertThatThrownBy(() -> DatabaseLoader.load(new GeoSettings.Database(directory.resolve("absent.mmdb"), "p")))
                .hasMessageEndingWith("absent.mmdb does not exist: put the database there or correct geo.databases.");
    }

    @Test
    void opensTheNativeSamplesAndRefusesTheBrokenOnes() throws Exception {
        Path corpus = Path.of(System.getProperty("corpus", "../shared/corpus"));
        if (!Files.isDirectory(corpus.resolve("mmdb"))) {
            System.out.println("DatabaseLoaderTest: no corpus at ../shared/corpus or -Dcorpus, its part is skipped");
        }
        Assumptions.assumeTrue(Files.isDirectory(corpus.resolve("mmdb")), "no corpus");
        for (Path file : files(corpus.resolve("mmdb"))) {
            String name = file.getFileName().toString();
            RecordSchema expected = name.contains("ASN")
                    ? RecordSchema.ASN
                    : name.contains("Anonymous") ? RecordSchema.ANONYMOUS_IP : RecordSchema.NATIVE;
            assertThat(load(Files.readAllBytes(file)).schema()).as(name).isEqualTo(expected);
        }
        for (Path file : files(corpus.resolve("mmdb-bad"))) {
            assertThatThrownBy(() -> load(Files.readAllBytes(file)))
                    .as(file.getFileName().toString())
                    .isInstanceOf(GeoDatabaseException.class);
        }
    }

    private void assertProblem(byte[] file, String sentence) {
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(GeoDatabaseException.class)
                .hasMessageContaining("test.mmdb " + sentence);
    }

    private GeoDatabase load(byte[] bytes) throws GeoDatabaseException, IOException {
        Path file = Files.write(directory.resolve("test.mmdb"), bytes);
        return DatabaseLoader.load(new GeoSettings.Database(file, "publisher"));
    }

    private static MmdbWriter both(Map<String, ?> record) {
        return MmdbWriter.combined().put("5.0.0.0/8", record).put("2a00::/12", record);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".mmdb"))
                    .sorted()
                    .toList();
        }
    }
}
