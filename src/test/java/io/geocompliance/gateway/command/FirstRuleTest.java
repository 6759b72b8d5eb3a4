package io.geocompliance.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.Gateway;
import io.geocompliance.gateway.Reload;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.testing.RawClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does what first-rule.md tells a new user to do; -Dtranscript=write writes what was printed into it. */
@Timeout(180)
class FirstRuleTest {

    private static final Path PAGE = Path.of("src/docs/first-rule.md");
    private static final Pattern FILE = Pattern.compile("`([a-z/.-]+)`:\n\n```(?:yaml|md)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern SED = Pattern.compile("sed -i 's/(.*)/(.*)/' (\\S+)");
    private static final Pattern CURL =
            Pattern.compile("curl -s -H '(.*)' http://127.0.0.1:8080(\\S+) \\| grep -c (\\S+)");

    @TempDir
    Path directory;

    private Gateway gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.hurry();
            gateway.stop();
        }
    }

    @Test
    void theTranscriptIsTrue() throws Exception {
        String page = Files.readString(PAGE);
        Matcher files = FILE.matcher(page);
        while (files.find()) {
            Path file = directory.resolve(files.group(1));
            Files.createDirectories(file.getParent());
            // Whatever ports are free here.
            Files.writeString(file, files.group(2).replaceAll("127.0.0.1:\\d+", "127.0.0.1:0"));
        }
        String replayed = CONSOLE.matcher(page)
                .replaceAll(block -> Matcher.quoteReplacement("```console\n" + replay(block.group(1)) + "```\n"));
        if ("write".equals(System.getProperty("transcript"))) {
            Files.writeString(PAGE, replayed);
        }
        assertThat(withoutHashes(replayed)).isEqualTo(withoutHashes(page));
    }

    /** A hash changes with the notice's style, which this page is not about. */
    private static String withoutHashes(String text) {
        return text.replaceAll("[0-9a-f]{64}", "(a hash)");
    }

    private String replay(String block) {
        StringBuilder out = new StringBuilder();
        block.lines()
                .filter(line -> line.startsWith("$ "))
                .forEach(line -> out.append(line).append('\n').append(run(line.substring(2))));
        return out.toString();
    }

    private String run(String command) {
        try {
            Matcher sed = SED.matcher(command);
            Matcher curl = CURL.matcher(command);
            if (sed.matches()) {
                return replace(directory.resolve(sed.group(3)), sed.group(1), sed.group(2));
            }
            if (curl.matches()) {
                return visit(curl.group(2), curl.group(1), curl.group(3));
            }
            if (command.startsWith("cp -r ")) {
                return copy(directory.resolve("mine"), directory.resolve("before"));
            }
            return command.startsWith("gateway run ") ? start() : ask(command);
        } catch (Exception e) {
            throw new IllegalStateException(command, e);
        }
    }

    private static String replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        return "";
    }

    private static String copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(each -> !each.startsWith(from.resolve("data"))).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return "";
    }

    private String start() throws Exception {
        Reload.Source source =
                () -> Config.read(directory.resolve("mine/gateway.yaml"), Overrides.NONE, variable -> null);
        gateway = Gateway.start(source.read(), source, InstantSource.system());
        return "";
    }

    private String visit(String path, String field, String wanted) {
        assertThat(gateway.reload().join().problems()).isEmpty();
        try (RawClient client = RawClient.to(gateway.port(0))) {
            String text = client.get(path, field, "Accept: text/html", "Connection: close")
                    .text();
            return text.lines().filter(line -> line.contains(wanted)).count() + "\n";
        }
    }

    /** Paths are shown as they were typed. */
    private String ask(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            boolean path = word.startsWith("mine/") || word.startsWith("before/");
            words.add(path ? directory.resolve(word).toString() : word);
        }
        assertThat(words.remove(0)).isEqualTo("gateway");
        StringWriter out = new StringWriter();
        PrintWriter both = new PrintWriter(out);
        Main.commandLine().setOut(both).setErr(both).execute(words.toArray(String[]::new));
        return out.toString().replace(directory + "/", "");
    }
}
