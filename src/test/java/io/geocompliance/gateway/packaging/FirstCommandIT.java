package io.geocompliance.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's first command on the packaged jar, and the commands that it prints, each as it is written. */
@Tag("soak")
class FirstCommandIT {

    private static final Pattern BUILD_AND_RUN = Pattern.compile("(?m)^mvn .* package && (java -jar \\S+ run)$");
    private static final Pattern NOTICE =
            Pattern.compile("<body[^>]*>\\s*<aside [^>]*data-notice-id=\"ru-undesirable\"");

    @TempDir
    Path directory;

    @Test
    void whatItPrintsShowsTheNoticeToRussiaAndNotToGermany() throws Exception {
        copyWithFreePorts();
        Matcher command = BUILD_AND_RUN.matcher(Files.readString(Path.of("README.md")));
        assertThat(command.find()).as("README's first command").isTrue();

        try (GatewayJar gateway = GatewayJar.start(directory, List.of("bash", "-c", "exec " + command.group(1)))) {
            List<String> curls = gateway.welcome().stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("curl "))
                    .toList();
            assertThat(curls).hasSize(2);
            String russia = outputOf(curls.get(0));
            String germany = outputOf(curls.get(1));

            assertThat(russia).startsWith("HTTP/1.1 200").containsPattern(NOTICE);
            assertThat(fieldsOf(russia))
                    .anyMatch(
                            line -> line.matches(
                                    "(?i)link: </\\.well-known/geo-compliance/ru-undesirable/..>; rel=\"terms-of-service\"; hreflang=\"..\".*"))
                    .anyMatch(
                            line -> line.matches(
                                    "(?i)link: .*</\\.well-known/geo-compliance/ru-undesirable/../plain>; rel=\"help\"; hreflang=\"..\""))
                    .anyMatch(line -> line.matches("(?i)content-language: en"))
                    .anyMatch(line -> line.matches("(?i)cache-control: private, no-cache"));
            assertThat(germany)
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("data-notice-id")
                    .doesNotContain("terms-of-service");
            assertThat(germany.substring(germany.indexOf("<!DOCTYPE")))
                    .isEqualTo(
                            russia.substring(russia.indexOf("<!DOCTYPE")).replaceFirst("(?s)<aside .*?</aside>", ""));

            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        }
    }

    /** The configuration that the command reads, at ports that nobody else has and without time for balancers to notice. */
    private void copyWithFreePorts() throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));
        Files.copy(GatewayJar.FILE, target.resolve(GatewayJar.FILE.getFileName()));
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path file = directory.resolve("config/gateway.yaml");
        String asShipped = Files.readString(file);
        String atFreePorts = asShipped
                .replace("0.0.0.0:8080", "0.0.0.0:0")
                .replace("127.0.0.1:9901", "127.0.0.1:0")
                .replace("delay: 10s", "delay: 0s");
        assertThat(atFreePorts.length()).as("three values replaced").isEqualTo(asShipped.length() - 3 - 3 - 1);
        Files.writeString(file, atFreePorts);
    }

    private String outputOf(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectError(directory.resolve("curl.log").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command).isZero();
        return output;
    }

    private static List<String> fieldsOf(String response) {
        return response.substring(0, response.indexOf("\r\n\r\n")).lines().toList();
    }
}
