package io.geocompliance.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.testing.GatewayYaml;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What counsel signs is what records name. */
class PreviewTest {

    @TempDir
    Path directory;

    private static int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(new StringWriter()));
        return line.execute(arguments);
    }

    @Test
    void showsEveryNoticeInEveryFormWithTheHashThatRecordsShow() throws Exception {
        Path config = GatewayYaml.of("http://127.0.0.1:1")
                .with("origins", "[{urls: [\"http://127.0.0.1:1\"], skipLinks: [{to: main, id: m}]}]")
                .write(directory);
        Path out = directory.resolve("preview.html");
        assertThat(run("preview", "--config", config.toString(), "--out", out.toString()))
                .isZero();
        String page = Files.readString(out);
        for (String language : List.of("be", "crh", "en", "ru", "uk")) {
            for (String shape : List.of(
                    "at the top of the page",
                    "at the top of the page, with accessibility links",
                    "at the bottom of the viewport",
                    "hidden by the reader")) {
                for (String scheme : List.of("light", "dark")) {
                    for (int width : new int[] {320, 768, 1024, 1440}) {
                        assertThat(page)
                                .contains(
                                        "title=\"" + language + ", " + shape + ", " + scheme + ", " + width + " px\"");
                    }
                }
            }
        }
        Snapshots.build(Config.read(config, Overrides.NONE, name -> null))
                .notices()
                .all()
                .forEach(edition ->
                        edition.all().forEach(fragment -> assertThat(page).contains(fragment.sha256())));
        assertThat(Pattern.compile("<iframe (?!sandbox loading)").matcher(page).find())
                .isFalse();
        assertThat(page).doesNotContain("<script");
    }

    @Test
    void aConfigurationWithMistakesHasNoPreview() throws Exception {
        Path config = GatewayYaml.of("http://127.0.0.1:1").with("nonsense", "1").write(directory);
        assertThat(run("preview", "--config", config.toString())).isEqualTo(3);
    }
}
