package io.geocompliance.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.geocompliance.gateway.witness.SampleLogWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the auditor's handbook as they stand there, on the sample log that lies beside it. */
class HandbookTest {

    private static final Path HANDBOOK = Path.of("src", "docs", "auditor.md");
    private static final Path SAMPLE = Path.of("src", "docs", "sample-log");
    private static final Pattern COMMAND = Pattern.compile("(?m)^audit (.*?) +# exit ([0-9]+)$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path scratch;

    /** {@code -Dsample.log=write} writes the sample anew. */
    @Test
    void theSampleIsWrittenAnewOnRequest() throws IOException {
        assumeThat(System.getProperty("sample.log", "")).isEqualTo("write");
        delete(SAMPLE);
        Files.createDirectories(SAMPLE);
        SampleLogWriter.write(SAMPLE, scratch);
    }

    @Test
    void everyCommandDoesWhatTheHandbookSays() throws IOException {
        Path out = Path.of("target", "handbook");
        delete(out);
        Files.createDirectories(out);
        Matcher command = COMMAND.matcher(Files.readString(HANDBOOK));
        int commands = 0;
        while (command.find()) {
            StringWriter said = new StringWriter();
            int code = Main.commandLine()
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said))
                    .execute(words(command.group(1)).toArray(String[]::new));
            assertThat(code).as("%s%n%s", command.group(), said).isEqualTo(Integer.parseInt(command.group(2)));
            commands++;
        }
        assertThat(commands).isEqualTo(10);
        assertThat(Files.readString(out.resolve("report/all.html")))
                .contains("A quorum of witnesses vouches for its head.");
        assertThat(out.resolve("report/coverage.csv")).isNotEmptyFile();
        assertThat(out.resolve("ecs.jsonl")).isNotEmptyFile();
        assertThat(out.resolve("tiles/2026-000/tile/entries")).isDirectory();
    }

    private static List<String> words(String line) throws IOException {
        String vkey = Files.readString(SAMPLE.resolve("log.vkey")).strip();
        List<String> words = new ArrayList<>(List.of("audit"));
        Matcher word = WORD.matcher(line.replace("%VKEY%", vkey));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
