package io.geocompliance.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.FreePort;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.TestGateway;
import io.geocompliance.gateway.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code *.vtc}: varnishtest is both client and origin, so neither end is ours. */
@Tag("wire")
class VarnishtestTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/vtc");

    static Stream<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptHolds(String script, @TempDir Path directory) throws IOException {
        int origin = FreePort.find();
        Path output = directory.resolve("output.txt");
        try (TestGateway gateway = TestGateway.start(GatewayYaml.of("http://127.0.0.1:" + origin))) {
            int exit = Tool.run(
                    output,
                    Duration.ofMinutes(1),
                    List.of(
                            "/usr/bin/varnishtest",
                            "-t",
                            "30",
                            "-D",
                            "pport=" + gateway.port(),
                            "-D",
                            "oport=" + origin,
                            SCRIPTS.resolve(script).toAbsolutePath().toString()));
            assertThat(exit).as(Files.readString(output)).isZero();
        }
    }
}
