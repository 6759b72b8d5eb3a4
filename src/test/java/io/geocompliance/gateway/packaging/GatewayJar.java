package io.geocompliance.gateway.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged gateway as a child process, as operators start it, once it has said that it listens. */
final class GatewayJar implements AutoCloseable {

    /** What the build makes. */
    static final Path FILE = Path.of("target", "geo-compliance-gateway.jar").toAbsolutePath();

    private static final String LAST_LINE = "Stop it with Ctrl-C.";
    private static final Pattern SITE = Pattern.compile("Site +https?://[^:/]+:(\\d+)/");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final List<String> welcome;

    private GatewayJar(Process process, List<String> welcome) {
        this.process = process;
        this.welcome = welcome;
    }

    /** Runs the command and reads what it prints up to the last line of the welcome; its log goes to a file in the directory. */
    static GatewayJar start(Path directory, List<String> command) {
        Path log = directory.resolve("gateway.log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(log.toFile());
            String java = Path.of(System.getProperty("java.home"), "bin").toString();
            builder.environment().merge("PATH", java, (path, ours) -> ours + ":" + path);
            Process process = builder.start();
            return new GatewayJar(process, welcome(process, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> welcome(Process process, Path log) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.equals(LAST_LINE)) {
                return List.copyOf(lines);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("it ended before it listened: " + lines + java.nio.file.Files.readString(log));
    }

    /** What it printed. */
    List<String> welcome() {
        return welcome;
    }

    /** Where the first listener is. */
    int port() {
        Matcher site = SITE.matcher(String.join("\n", welcome));
        if (!site.find()) {
            throw new IllegalStateException("no site in " + welcome);
        }
        return Integer.parseInt(site.group(1));
    }

    /** The process whose output this reads. */
    ProcessHandle process() {
        return process.toHandle();
    }

    /** Sends SIGTERM and goes on at once. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + PATIENCE);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
