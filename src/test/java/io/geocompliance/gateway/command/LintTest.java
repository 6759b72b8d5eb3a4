package io.geocompliance.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.Finding;
import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.testing.MmdbRecords;
import io.geocompliance.gateway.testing.MmdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One rules file per thing that is written well and does nothing, and the exact lines; -Dconfig.expected=write writes them for review. */
class LintTest {

    private static final Path LINT = Path.of("src/test/resources/config/lint");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    static Path directory;

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(LINT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    static void database() {
        MmdbWriter.combined()
                .put("77.0.0.0/8", MmdbRecords.flat("RU"))
                .put("24.0.0.0/8", MmdbRecords.flat("NO"))
                .put("2a00::/12", MmdbRecords.flat("RU"))
                .writeTo(directory.resolve("places.mmdb"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatDoesNothing(String name) throws Exception {
        Path gateway = Files.writeString(directory.resolve("gateway.yaml"), """
                origins: [{hosts: [news.example], urls: ["http://127.0.0.1:3000"]}]
                geo: {databases: [{file: places.mmdb, publisher: places, canaries: []}]}
                rules: %s
                """.formatted(
                        LINT.resolve(name).toAbsolutePath()));
        Config config = Config.read(gateway, Overrides.NONE, variable -> null);
        Stream<Finding> warned = config.warnings().stream().map(Finding::of);
        Stream<Finding> lint = Lint.of(config, Snapshots.build(config), NOW).stream();
        String lines = Stream.concat(warned, lint)
                .map(finding -> finding.toString().replace(LINT.toAbsolutePath() + "/", ""))
                .filter(line -> !line.startsWith("warning: The database "))
                .collect(Collectors.joining("\n", "", "\n"));
        Path expected = LINT.resolve(name.replace(".yaml", ".expected"));
        if ("write".equals(System.getProperty("config.expected"))) {
            Files.writeString(expected, lines);
        }
        assertThat(lines).isEqualTo(Files.readString(expected));
    }
}
