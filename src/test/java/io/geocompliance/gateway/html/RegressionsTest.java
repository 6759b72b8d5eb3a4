package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page that was once wrong: src/test/resources/regressions. */
class RegressionsTest {

    static Stream<Path> pages() throws IOException {
        return Files.list(Path.of("src/test/resources/regressions"))
                .filter(file -> file.toString().endsWith(".html"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void staysRight(Path file) throws IOException {
        byte[] page = Files.readAllBytes(file);
        String expected = file.getFileName().toString().replaceFirst("-.*", "").toUpperCase(Locale.ROOT);
        assertThat(Trial.of(page, 0))
                .satisfies(trial -> assertThat(trial.verdict()).isEqualTo(Trial.Verdict.valueOf(expected)));
        Pages.Result whole = Pages.inject(page);
        for (int cut = 0; cut <= page.length; cut++) {
            assertThat(Pages.inject(page, cut).output()).isEqualTo(whole.output());
        }
    }
}
