package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.LogCapture;
import io.geocompliance.gateway.testing.OriginServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code *.exchange} on a real gateway and a real origin. */
class ExchangeScriptTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/exchanges");

    private static OriginServer origin;
    private static ScriptGateways gateways;
    private static LogCapture log;

    @BeforeAll
    static void start() {
        log = new LogCapture();
        origin = OriginServer.start();
        gateways = new ScriptGateways(origin);
    }

    @AfterAll
    static void stop() {
        gateways.close();
        origin.close();
        log.close();
        assertThat(log.lines()).as("logged at WARN or above").isEmpty();
    }

    static Stream<Arguments> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".exchange")).sorted().toList().stream()
                    .map(file -> Arguments.argumentSet(file.getFileName().toString(), file));
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptHolds(Path file) throws IOException {
        ExchangeScript script = ExchangeScript.parse(file.getFileName().toString(), Files.readString(file));
        new ExchangeRun(script, origin, gateways).play();
    }
}
