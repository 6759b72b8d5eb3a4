package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway as it is shipped, in a process of its own: main class, arguments, logging. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Between two looks, which leave the processor to the process. */
    private static final long LOOK_NANOS = 20_000_000;

    private static final Pattern SITE = Pattern.compile("Site +https?://localhost:(\\d+)/");
    private static final Pattern ADMIN = Pattern.compile("Admin +http://127\\.0\\.0\\.1:(\\d+)/");

    private final Process process;
    private final Path output;
    private final Path errors;

    private GatewayProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Runs from this configuration, written into the directory, and waits until it says where it listens. */
    public static GatewayProcess start(GatewayYaml yaml, Path directory, String... jvmOptions) {
        try {
            Path output = Files.createTempFile(directory, "out", ".txt");
            Path errors = Files.createTempFile(directory, "err", ".txt");
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", classPath));
            command.addAll(List.of(jvmOptions));
            command.add("-Dlogback.configurationFile=logback.xml"); // not the tests' own
            command.addAll(List.of(
                    "io.geocompliance.gateway.command.Main",
                    "run",
                    "--config",
                    yaml.write(directory).toString()));
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            GatewayProcess gateway = new GatewayProcess(process, output, errors);
            gateway.awaitStart();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!read(output).contains("Stop it with Ctrl-C.")) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError("the gateway did not start: " + read(errors));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    public int port() {
        return found(SITE);
    }

    public int adminPort() {
        return found(ADMIN);
    }

    private int found(Pattern pattern) {
        Matcher matcher = pattern.matcher(read(output));
        if (!matcher.find()) {
            throw new AssertionError("the gateway does not say where it listens");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Everything it printed, to both streams. */
    public String printed() {
        return read(output) + read(errors);
    }

    /**
     * Writes what is alive in its heap after a full collection into a file that must not be there yet.
     *
     * <p>With the tool of the same JDK that it runs on.
     */
    public Path heap(Path file) throws IOException {
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.heap_dump",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.onExit().join().exitValue() != 0 || !Files.exists(file)) {
            throw new IOException("no heap dump: " + said);
        }
        return file;
    }

    /** SIGKILL: no handler, no hook, no flush. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGHUP. */
    public void hangUp() throws IOException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    /** SIGTERM, and the exit code. */
    public int terminate() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    /** The exit code, when it has ended by itself. */
    public int awaitEnd() {
        return process.onExit().join().exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
