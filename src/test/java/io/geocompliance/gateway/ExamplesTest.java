package io.geocompliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example holds what its own tests say, by the code that runs live. */
class ExamplesTest {

    @TempDir
    static Path directory;

    private static TestCertificate certificate;

    static List<Path> examples() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("config/examples"))) {
            return directories.sorted().toList();
        }
    }

    @BeforeAll
    static void certify() {
        certificate = TestCertificate.in(directory);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itsTestsPass(Path example) throws Exception {
        Map<String, String> environment = Map.of(
                "GEOGATE_CERTIFICATE", certificate.certificate().toString(),
                "GEOGATE_KEY", certificate.key().toString());
        Config config = Config.read(example.resolve("gateway.yaml"), Overrides.NONE, environment::get);
        assertThat(config.warnings()).isEmpty();
        assertThat(config.ruleTests()).isNotEmpty();
        assertThat(RuleTests.failures(
                        Snapshots.build(config), config.ruleTests(), Instant.parse("2026-11-25T12:00:00Z")))
                .isEmpty();
    }
}
