package io.geocompliance.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per mistake, named after it, and the exact lines an operator reads; -Dconfig.expected=write writes them for review. */
class MistakesTest {

    private static final Path BAD = Path.of("src/test/resources/config/bad");

    @TempDir
    Path directory;

    static List<String> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhere(String name) throws IOException {
        Path gateway = BAD.resolve(name);
        if (name.startsWith("rules-")) {
            gateway = directory.resolve("gateway.yaml");
            Files.writeString(
                    gateway,
                    "origins: [{urls: [http://127.0.0.1:3000]}]\nrules: "
                            + BAD.resolve(name).toAbsolutePath());
        }
        Path file = gateway;
        ConfigException refused = catchThrowableOfType(
                ConfigException.class, () -> Config.read(file, Overrides.NONE, Map.<String, String>of()::get));

        assertThat(refused).as(name + " is refused").isNotNull();
        String lines = refused.problems().stream()
                .map(problem -> problem.toString()
                        .replace(BAD.toAbsolutePath() + "/", "")
                        .replace(BAD + "/", ""))
                .collect(Collectors.joining("\n", "", "\n"));
        Path expected = BAD.resolve(name.replace(".yaml", ".expected"));
        if ("write".equals(System.getProperty("config.expected"))) {
            Files.writeString(expected, lines);
        }
        assertThat(lines).isEqualTo(Files.readString(expected));
    }

    @Test
    void namesTenMistakesAtOnce() {
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> Config.read(
                        BAD.resolve("gateway-ten-mistakes.yaml"), Overrides.NONE, Map.<String, String>of()::get));

        assertThat(refused.problems()).hasSize(10).isSorted();
        assertThat(refused.problems())
                .allSatisfy(problem -> assertThat(problem.position().line()).isPositive());
        assertThat(refused)
                .hasMessage(refused.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
}
