package io.geocompliance.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway without the directory of libraries that auditors alone need. */
@Timeout(180)
class AuditLibrariesTest {

    private record Ended(int code, String said) {}

    private static Ended without(String library, String... arguments) throws Exception {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String classPath = Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith(library))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).isNotEqualTo(all);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "io.geocompliance.gateway.command.Main",
                "audit"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void aQuestionWithoutDuckDbSaysWhatIsMissing() throws Exception {
        Ended ended = without("duckdb_jdbc", "query", "SELECT 1", "src/docs/sample-log/log");
        assertThat(ended.said())
                .contains(
                        "audit query needs duckdb_jdbc.jar, which the gateway's jar does not hold. Put the directory audit-libraries")
                .doesNotContain("Exception");
        assertThat(ended.code()).isEqualTo(3);
    }

    @Test
    void shippingWithoutKafkasClientDoesSoToo() throws Exception {
        Ended ended = without(
                "kafka-clients",
                "ship",
                "src/docs/sample-log/log",
                "--bootstrap",
                "127.0.0.1:1",
                "--topic",
                "evidence");
        assertThat(ended.said())
                .contains("audit ship needs kafka-clients.jar", "Put the directory audit-libraries")
                .doesNotContain("Exception");
        assertThat(ended.code()).isEqualTo(3);
    }
}
