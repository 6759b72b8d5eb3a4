package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine's, run as a child; a test that needs one is skipped, with the reason printed, where it isn't installed. */
public final class Tool implements AutoCloseable {

    private static final Duration STARTS = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;

    private Tool(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; what it prints goes to {@code output}. */
    public static Tool start(Path output, List<String> command) {
        if (!Files.isExecutable(Path.of(command.get(0)))) {
            String reason = "skipped: " + command.get(0) + " is not installed";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .directory(output.toAbsolutePath().getParent().toFile())
                    .start();
            return new Tool(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end and gives its exit code; one that takes longer is killed and has failed. */
    public static int run(Path output, Duration patience, List<String> command) {
        try (Tool tool = start(output, command)) {
            if (!tool.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(command.get(0) + " runs longer than " + patience + ": " + tool.output());
            }
            return tool.process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Polls, since no daemon tells us when it listens. */
    public Tool awaitListening(int port) {
        long deadline = System.nanoTime() + STARTS.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return this;
            } catch (IOException e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        String printed = output();
        close();
        throw new IllegalStateException("does not listen: " + printed);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
