package io.geocompliance.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.geocompliance.gateway.client.ClientSettings;
import io.geocompliance.gateway.geo.Region;
import io.geocompliance.gateway.proxy.ProxySettings;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.proxy.upstream.UpstreamSettings;
import io.geocompliance.gateway.response.ResponseSettings;
import io.geocompliance.gateway.rules.Rule;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    private static final String MINIMAL = "origins: [{urls: [http://127.0.0.1:3000]}]\n";

    @TempDir
    Path directory;

    @Test
    void minimalFileHasSafeDefaults() throws Exception {
        Config config = read(MINIMAL);

        assertThat(config.proxy())
                .isEqualTo(new ProxySettings(
                        new FrontSettings(
                                List.of(new FrontSettings.Listener("0.0.0.0", 8080, null, false, null, false, false)),
                                new FrontSettings.Limits(8192, 32768, 200, 64L << 20, 20_000, 0, 1000),
                                new FrontSettings.Patience(
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(75),
                                        Duration.ofSeconds(20),
                                        500,
                                        Duration.ofSeconds(60)),
                                new FrontSettings.Drain(Duration.ofSeconds(10), Duration.ofSeconds(30))),
                        List.of(new OriginSettings(
                                "0",
                                List.of("*"),
                                List.of(URI.create("http://127.0.0.1:3000")),
                                null,
                                null,
                                true,
                                false,
                                new OriginSettings.Timeouts(
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(4)),
                                new OriginSettings.Health(
                                        null, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30)),
                                new OriginSettings.Tls(null, null))),
                        new UpstreamSettings(32768, 256, 1000)));
        assertThat(config.client().source()).isEqualTo(ClientSettings.Source.X_FORWARDED_FOR);
        assertThat(config.client().trustedProxies()).hasSize(2);
        assertThat(config.admin()).isEqualTo(new AdminSettings("127.0.0.1", 9901, null));
        assertThat(config.audit().directory()).isEqualTo(directory.resolve("data/audit"));
        assertThat(config.geo().databases()).singleElement().satisfies(database -> {
            assertThat(database.publisher()).isEqualTo("geo-whois-asn-country");
            assertThat(database.file()).isRegularFile();
        });
    }

    @Test
    void embeddedRulesAndNoticesServeWhereNoneAreNamed() throws Exception {
        Config minimal = read(MINIMAL);
        Config embedded = Config.embedded(Overrides.NONE, name -> null);

        assertThat(minimal.rules())
                .isEqualTo(embedded.rules())
                .extracting(Rule::id)
                .containsExactly("ru-undesirable-organization");
        assertThat(minimal.rules().get(0).effective().from()).isEqualTo(Instant.parse("2024-02-20T00:00:00Z"));
        assertThat(minimal.notices()).extracting(notice -> notice.id()).containsExactly("ru-undesirable");
        assertThat(embedded.proxy().origins().get(0).urls()).containsExactly(URI.create("demo:/"));
        assertThat(embedded.audit().directory()).isEqualTo(Path.of("data/audit"));
        assertThat(embedded.warnings()).isEmpty();
    }

    @Test
    void defaultFileOnDiskSaysWhatTheDefaultsAre() throws Exception {
        Config commented = Config.read(Path.of("config/gateway.yaml"), Overrides.NONE, name -> null);
        Config minimal = read("origins: [{urls: ['demo:']}]\n");

        assertThat(commented.proxy()).isEqualTo(minimal.proxy());
        assertThat(commented.client()).isEqualTo(minimal.client());
        assertThat(commented.admin()).isEqualTo(minimal.admin());
        assertThat(commented.regions()).isEqualTo(minimal.regions());
        assertThat(commented.response()).isEqualTo(minimal.response()).isEqualTo(ResponseSettings.DEFAULT);
        assertThat(commented.reload()).isEqualTo(minimal.reload());
        assertThat(commented.audit().writing()).isEqualTo(minimal.audit().writing());
    }

    @Test
    void flagsWinOverTheFile() throws Exception {
        Overrides flags = new Overrides(Optional.of("127.0.0.1:0"), Optional.of("http://127.0.0.1:3001"));
        Config config = Config.embedded(flags, name -> null);

        assertThat(config.proxy().front().listeners())
                .containsExactly(new FrontSettings.Listener("127.0.0.1", 0, null, false, null, false, false));
        assertThat(config.proxy().origins().get(0).urls()).containsExactly(URI.create("http://127.0.0.1:3001"));
        assertThat(config.rules()).isNotEmpty();
    }

    @Test
    void badFlagsAreNamedLikeBadLines() {
        Overrides flags = new Overrides(Optional.of("here"), Optional.of("there"));
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> Config.embedded(flags, name -> null));

        assertThat(refused.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "--listen: expected an address and port such as 127.0.0.1:8080 or [::1]:8080, found \"here\".",
                        "--origin: expected an origin such as http://127.0.0.1:3000 or https://news.example, or demo:,"
                                + " found \"there\".");
    }

    @Test
    void variablesFillValues() throws Exception {
        Map<String, String> environment = Map.of("PORT", "3002", "EMPTY", "");
        Config config = Config.read(
                write("origins: [{urls: ['http://${HOST:127.0.0.1}:${PORT}'], host: news.example}]\n"
                        + "audit: {directory: 'a$$b$c${EMPTY}${EMPTY:unused}'}\n"),
                Overrides.NONE,
                environment::get);

        assertThat(config.proxy().origins().get(0).urls()).containsExactly(URI.create("http://127.0.0.1:3002"));
        assertThat(config.audit().directory()).isEqualTo(directory.resolve("a$b$c"));
    }

    @Test
    void secretIsNeverShown() throws Exception {
        String secret = "correct-horse-battery";
        Config config = read(MINIMAL + "admin: {address: 0.0.0.0:9901, token: " + secret + "}\n");

        assertThat(config.toString()).doesNotContain(secret);
        assertThat(config.admin().token()).isNotNull().satisfies(token -> {
            assertThat(token.matches(secret)).isTrue();
            assertThat(token.matches(secret + "x")).isFalse();
        });
        assertThatThrownBy(() -> read(MINIMAL + "admin: {token: [" + secret + "]}\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining(secret);
    }

    @Test
    void countryCodeOfNorwayIsNotFalse() throws Exception {
        Config config = read(MINIMAL + "rules: "
                + Path.of("src/test/resources/config/good/norway.yaml").toAbsolutePath() + "\n");

        assertThat(config.regions())
                .extracting(Region::definition)
                .containsExactly(
                        new Region.Expression.Country(Set.of("NO")), new Region.Expression.Country(Set.of("NO", "SE")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "news-behind-nginx", "proxy-protocol", "sanctions-block"})
    void examplesAreGood(String name) throws Exception {
        Config config = Config.read(Path.of("config/examples", name, "gateway.yaml"), Overrides.NONE, key -> null);

        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void readsFromAnArchive() throws Exception {
        Path jar = directory.resolve("config.jar");
        try (FileSystem archive = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path inside = archive.getPath("/config");
            copy(Path.of("config"), inside);
            Config fromArchive = Config.read(inside.resolve("gateway.yaml"), Overrides.NONE, name -> null);
            Config fromDisk = Config.read(Path.of("config/gateway.yaml"), Overrides.NONE, name -> null);

            assertThat(fromArchive.rules()).isEqualTo(fromDisk.rules());
            assertThat(fromArchive.notices()).isEqualTo(fromDisk.notices());
            assertThat(fromArchive.hash()).isEqualTo(fromDisk.hash());
        }
    }

    @Test
    void hashFollowsEveryByteOfEveryFileAndNothingElse() throws Exception {
        Path copy = directory.resolve("copy");
        copy(Path.of("config"), copy);
        String hash = Config.read(copy.resolve("gateway.yaml"), Overrides.NONE, name -> null)
                .hash();

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(Config.read(Path.of("config/gateway.yaml"), Overrides.NONE, name -> null)
                        .hash())
                .isEqualTo(hash);
        for (String file : new String[] {"gateway.yaml", "rules.yaml", "notices/ru-undesirable/notice.yaml"}) {
            Path changed = copy.resolve(file);
            String before = Files.readString(changed);
            Files.writeString(changed, before + "#");
            assertThat(Config.read(copy.resolve("gateway.yaml"), Overrides.NONE, name -> null)
                            .hash())
                    .as(file)
                    .isNotEqualTo(hash);
            Files.writeString(changed, before);
        }
    }

    @Test
    void mutatedFilesAreReadOrRefusedAndNothingElse() throws Exception {
        long seed = Long.getLong("config.seed", System.nanoTime());
        System.out.println("config.seed=" + seed);
        Random random = new Random(seed);
        Path copy = directory.resolve("copy");
        copy(Path.of("config"), copy);
        String[] names = {"gateway.yaml", "rules.yaml", "notices/ru-undesirable/notice.yaml"};
        assertThat(Config.read(copy.resolve("gateway.yaml"), Overrides.NONE, name -> null)
                        .rules())
                .isNotEmpty();
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            Path file = copy.resolve(names[random.nextInt(names.length)]);
            byte[] before = Files.readAllBytes(file);
            Files.write(file, mutated(before, random));
            try {
                Config.read(copy.resolve("gateway.yaml"), Overrides.NONE, name -> null);
            } catch (ConfigException e) {
                assertThat(e.problems()).isNotEmpty();
                refused++;
            }
            Files.write(file, before);
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void nestingWithoutEndIsRefused(String opening) {
        assertThatThrownBy(() -> read("origins: \n " + opening.repeat(50_000))).isInstanceOf(ConfigException.class);
    }

    @Test
    void aliasBombIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 9; level++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(level, level, ("*a" + (level - 1) + ", ").repeat(9)));
        }
        assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(ConfigException.class);
    }

    @Test
    void missingAndMalformedFilesAreProblems() throws IOException {
        assertThatThrownBy(() -> Config.read(directory.resolve("absent.yaml"), Overrides.NONE, name -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("absent.yaml: there is no such file.");
        Path file = directory.resolve("latin1.yaml");
        Files.write(file, "origins: []\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Config.read(file, Overrides.NONE, name -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("latin1.yaml:2:6: this byte is not UTF-8; save the file as UTF-8.");
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(bytes.length)];
        }
        return bytes;
    }

    private Config read(String yaml) throws ConfigException, IOException {
        return Config.read(write(yaml), Overrides.NONE, name -> null);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("gateway.yaml"), yaml);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
