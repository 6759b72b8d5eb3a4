package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.testing.MmdbRecords.asn;
import static io.geocompliance.gateway.testing.MmdbRecords.flat;
import static io.geocompliance.gateway.testing.MmdbRecords.nested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.geocompliance.gateway.geo.GeoSettings.Canary;
import io.geocompliance.gateway.geo.GeoSettings.Database;
import io.geocompliance.gateway.geo.GeoSettings.Kind;
import io.geocompliance.gateway.testing.MmdbWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sound file must still pass to go into force: one fixture for each check. */
class LoadGateTest {

    private static final Canary YANDEX = canary(0x4D58_0808L, "RU", "");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void names() {
        file = directory.resolve("places.mmdb");
    }

    @Test
    void takesAFileWhoseHashLiesBesideIt() throws Exception {
        String hash = sha256(write(russia()));
        for (String sums : List.of(
                hash,
                hash + "  places.mmdb\n",
                hash.toUpperCase(Locale.ROOT) + " *./new/places.mmdb",
                "0".repeat(64) + "  other.mmdb\n" + hash + "  places.mmdb\n")) {
            Files.writeString(directory.resolve("places.mmdb.sha256"), sums);

            assertThat(open(new Database(file, "p")).builds()).hasSize(1);
        }
    }

    @Test
    void refusesAFileThatIsNotTheOneWhoseHashLiesBesideIt() throws Exception {
        write(russia());
        Files.writeString(directory.resolve("places.mmdb.sha256"), "0".repeat(64) + "  places.mmdb\n");
        assertThat(refusal(new Database(file, "p")))
                .containsExactly(file + " has another SHA-256 than " + file + ".sha256 says: download it again.");

        Files.writeString(directory.resolve("places.mmdb.sha256"), "soon\n");
        assertThat(refusal(new Database(file, "p")))
                .containsExactly(
                        file + " has no hash in " + file + ".sha256: write one with sha256sum, or remove that file.");

        Files.writeString(directory.resolve("places.mmdb.sha256"), "x".repeat(70_000));
        assertThat(refusal(new Database(file, "p"))).singleElement().asString().contains("too long");
    }

    @Test
    void refusesAnotherKindThanTheSettingsSay() throws Exception {
        write(russia());
        assertThat(open(new Database(file, "p", Optional.of(Kind.FLAT_COUNTRY), List.of())))
                .isNotNull();
        assertThat(refusal(new Database(file, "p", Optional.of(Kind.GEOIP2), List.of())))
                .containsExactly(file + " is of the kind flat-country, and the settings say geoip2.");
    }

    @Test
    void refusesAnotherKindThanTheOneInForceUnlessThatIsSaid() throws Exception {
        write(MmdbWriter.combined().put("77.0.0.0/8", nested("RU", "RU")).put("2a00::/12", nested("RU", "RU")));
        GeoGeneration live = open(new Database(file, "p"));
        write(russia());

        assertThat(refusal(new Database(file, "p"), live))
                .containsExactly(file + " is of the kind flat-country, and the one in force is of the kind geoip2:"
                        + " say `kind: flat-country` if that is meant.");
        assertThat(open(new Database(file, "p", Optional.of(Kind.FLAT_COUNTRY), List.of()), live))
                .isNotNull();
    }

    @Test
    void refusesAFileThatSaysAnotherThingOfAKnownAddress() throws Exception {
        write(MmdbWriter.combined().put("77.0.0.0/8", nested("UA", "RU", "43")).put("2a00::/12", nested("UA", "UA")));

        assertThat(refusal(new Database(file, "p", Optional.empty(), List.of(YANDEX))))
                .containsExactly(
                        file + " says of 77.88.8.8 UA, UA-43, registered RU and not RU: it is damaged, of another"
                                + " kind, or the canary has moved.");
        assertThat(refusal(new Database(
                        file, "p", Optional.empty(), List.of(new Canary(v6(), "RU", "", "", 0), canary(1, "US", "")))))
                .hasSize(2)
                .anySatisfy(
                        sentence -> assertThat(sentence).contains("says of 2a02:6b8::1 UA, registered UA and not RU"))
                .anySatisfy(sentence -> assertThat(sentence).contains("says of 0.0.0.1 nothing and not US"));
        assertThat(open(new Database(
                        file, "p", Optional.empty(), List.of(new Canary(YANDEX.address(), "UA", "RU", "UA-43", 0)))))
                .isNotNull();
    }

    @Test
    void asksNoFileForWhatItsKindOrFamilyCannotAnswer() throws Exception {
        write(MmdbWriter.combined().put("77.0.0.0/8", asn(13238)).put("2a00::/12", asn(13238)));
        Database numbers = new Database(
                file, "p", Optional.empty(), List.of(YANDEX, new Canary(YANDEX.address(), "", "", "", 13238)));
        assertThat(problems(numbers)).isEmpty();
        assertThat(problems(new Database(
                        file, "p", Optional.empty(), List.of(new Canary(YANDEX.address(), "", "", "", 64500)))))
                .singleElement()
                .asString()
                .contains("says of 77.88.8.8 AS13238 and not AS64500");

        write(new MmdbWriter(4, 24).put("77.0.0.0/8", flat("RU")));
        assertThat(problems(new Database(file, "p", Optional.empty(), List.of(new Canary(v6(), "RU", "", "", 0)))))
                .isEmpty();
    }

    @Test
    void neverGoesBackToAnOlderBuild() throws Exception {
        write(russia().buildEpoch(1_800_000_000));
        GeoGeneration live = open(new Database(file, "p"));

        write(russia().buildEpoch(1_799_999_999));
        assertThat(refusal(new Database(file, "p"), live))
                .containsExactly(file + " was built at 2027-01-15T07:59:59Z, before the one in force"
                        + " (2027-01-15T08:00:00Z); only a restart goes back.");
        assertThat(open(new Database(file, "other"), live))
                .as("another publisher's")
                .isNotNull();
        Path dated = Files.copy(file, directory.resolve("places-20270115.mmdb"));
        assertThat(refusal(new Database(dated, "p"), live))
                .as("the date in its name makes it no other source")
                .singleElement()
                .asString()
                .contains("was built at 2027-01-15T07:59:59Z");
        write(russia().buildEpoch(1_800_000_000));
        assertThat(open(new Database(file, "p"), live)).as("the same build").isNotNull();
    }

    @Test
    void comparesNoFileWithAnotherThatStays() throws Exception {
        write(new MmdbWriter(4, 24).put("77.0.0.0/8", flat("RU")).buildEpoch(1_800_000_000));
        Path six = directory.resolve("six.mmdb");
        MmdbWriter.combined()
                .put("2a00::/12", flat("RU"))
                .buildEpoch(1_700_000_000)
                .writeTo(six);
        Path both = directory.resolve("both.mmdb");
        russia().writeTo(both);
        GeoSettings before = new GeoSettings(List.of(new Database(file, "p"), new Database(both, "q")));
        GeoSettings after =
                new GeoSettings(List.of(new Database(file, "p"), new Database(six, "p"), new Database(both, "q")));

        assertThat(new SourceLoader(after, new SourceLoader(before, List.of()).sources()).problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RU, 1000, 960, ''",
        "RU, 1000, 940, 6.0 % of the IPv4 addresses in RU (at most 5 %)",
        "RU, 1000, 1040, ''",
        "RU, 1000, 1070, 7.0 % of the IPv4 addresses in RU (at most 5 %)",
        "UA-43, 1000, 760, ''",
        "UA-43, 1000, 740, 26.0 % of the IPv4 addresses in UA-43 (at most 25 %)",
        "UA-23, 1000, 1300, 30.0 % of the IPv4 addresses in UA-23 (at most 25 %)"
    })
    void refusesToMoveMoreThanBuildsDo(String place, int before, int after, String words) throws Exception {
        write(places(place, before));
        GeoGeneration live = open(new Database(file, "p"));
        write(places(place, after));

        if (words.isEmpty()) {
            assertThat(open(new Database(file, "p"), live)).isNotNull();
        } else {
            assertThat(refusal(new Database(file, "p"), live))
                    .containsExactly(
                            file + " moves " + words
                                    + " against the one in force: compare the two with `diff`; a restart takes the file as it is.");
        }
    }

    @Test
    void comparesWhichAddressesMoveAndNotOnlyHowMany() throws Exception {
        write(MmdbWriter.combined().put("77.0.0.0/16", flat("RU")).put("2a00::/12", flat("RU")));
        GeoGeneration live = open(new Database(file, "p"));
        write(MmdbWriter.combined().put("78.0.0.0/16", flat("RU")).put("2a00::/12", flat("RU")));

        assertThat(refusal(new Database(file, "p"), live))
                .singleElement()
                .asString()
                .contains("moves 100.0 % of the IPv4 addresses in RU");
    }

    @Test
    void comparesNothingWithAPlaceThatWasEmpty() throws Exception {
        write(MmdbWriter.combined().put("77.0.0.0/16", flat("KZ")).put("2a00::/12", flat("KZ")));
        GeoGeneration live = open(new Database(file, "p"));
        write(russia());

        assertThat(open(new Database(file, "p"), live)).isNotNull();
    }

    @Test
    void compilesNothingAnewWhereNothingHasChanged() throws Exception {
        byte[] bytes = write(russia());
        GeoGeneration live = open(new Database(file, "p"));
        Files.delete(file);
        Files.write(file, bytes);
        assertThat(open(new Database(file, "p"), live)).isSameAs(live);

        assertThat(open(new Database(file, "q"), live)).isNotSameAs(live);
        assertThat(GeoGeneration.open(
                        new GeoSettings(List.of(new Database(file, "p"))),
                        List.of(new Region("r", 1, new Region.Expression.Country(Set.of("RU")))),
                        Optional.of(live)))
                .isNotSameAs(live);
        Files.writeString(directory.resolve("places.mmdb.sha256"), "0".repeat(64));
        assertThat(refusal(new Database(file, "p"), live)).hasSize(1);
        Files.delete(directory.resolve("places.mmdb.sha256"));
        write(russia().put("78.0.0.0/24", flat("RU")));
        assertThat(open(new Database(file, "p"), live)).isNotSameAs(live);
    }

    @Test
    void namesWhoseFilesWereRefusedAndAllThatIsWrong() throws Exception {
        Path other = directory.resolve("other.mmdb");
        write(russia());
        Files.write(other, new byte[0]);

        GeoDatabaseException refused = catchThrowableOfType(
                GeoDatabaseException.class,
                () -> GeoGeneration.open(
                        new GeoSettings(List.of(
                                new Database(file, "p", Optional.of(Kind.ASN), List.of(canary(1, "US", ""))),
                                new Database(other, "q"))),
                        List.of()));

        assertThat(refused.publishers()).containsExactlyInAnyOrder("p", "q");
        assertThat(refused.problems()).hasSize(3);
    }

    /** A range of so many networks of 256 addresses, in 77.0.0.0/8 upwards. */
    private static MmdbWriter places(String place, int networks) {
        MmdbWriter writer = MmdbWriter.combined().put("2a00::/12", nested("UA", "UA"));
        Map<String, Object> record =
                place.length() == 2 ? nested(place, place) : nested("UA", "RU", place.substring(3));
        for (int number = 0; number < networks; number++) {
            writer.put("77." + number / 256 + "." + number % 256 + ".0/24", record);
        }
        return writer;
    }

    private static MmdbWriter russia() {
        return MmdbWriter.combined().put("77.0.0.0/8", flat("RU")).put("2a00::/12", flat("RU"));
    }

    private static Canary canary(long v4, String country, String subdivision) {
        return new Canary(new Prefix(true, 0, v4, 32), country, "", subdivision, 0);
    }

    private static Prefix v6() {
        return new Prefix(false, 0x2a02_06b8_0000_0000L, 1, 128);
    }

    private byte[] write(MmdbWriter writer) throws Exception {
        byte[] bytes = writer.bytes();
        Files.write(file, bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** What one file fails, whether or not it could place anybody alone. */
    private static List<String> problems(Database database) {
        return new SourceLoader(new GeoSettings(List.of(database)), List.of()).problems();
    }

    private static GeoGeneration open(Database database) throws GeoDatabaseException {
        return GeoGeneration.open(new GeoSettings(List.of(database)), List.of());
    }

    private static GeoGeneration open(Database database, GeoGeneration live) throws GeoDatabaseException {
        return GeoGeneration.open(new GeoSettings(List.of(database)), List.of(), Optional.of(live));
    }

    private static List<String> refusal(Database database) {
        return catchThrowableOfType(GeoDatabaseException.class, () -> open(database))
                .problems();
    }

    private static List<String> refusal(Database database, GeoGeneration live) {
        return catchThrowableOfType(GeoDatabaseException.class, () -> open(database, live))
                .problems();
    }
}
