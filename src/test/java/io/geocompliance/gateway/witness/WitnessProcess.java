package io.geocompliance.gateway.witness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code witness run} in a process of its own, which can be killed. */
final class WitnessProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private WitnessProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** In a directory that holds key, logs and state; returns once it listens. */
    static WitnessProcess start(Path directory, int port) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.geocompliance.gateway.command.Main",
                        "witness",
                        "run",
                        "--key=" + directory.resolve("key"),
                        "--logs=" + directory.resolve("logs"),
                        "--state=" + directory.resolve("state"),
                        "--listen=127.0.0.1:" + port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("the witness ended before it listened");
        }
        return new WitnessProcess(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** SIGKILL: nothing is flushed, nothing is told. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the witness outlived SIGKILL");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
