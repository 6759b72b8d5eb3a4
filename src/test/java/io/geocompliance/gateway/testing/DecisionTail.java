package io.geocompliance.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The decisions of a log of one file, each read once as it is written. */
public final class DecisionTail implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InputStream in;

    private DecisionTail(InputStream in) {
        this.in = in;
    }

    /** From the beginning of the only file in a log's directory, once its writer has begun it. */
    public static DecisionTail of(Path directory) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Path> files = LiveFiles.ofLines(directory);
        while (files.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
            files = LiveFiles.ofLines(directory);
        }
        try {
            return new DecisionTail(new BufferedInputStream(Files.newInputStream(files.get(0))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line without its index and salt, in which any two lines differ; one in the making as it is. */
    static String unsealed(String line) {
        return line.replaceFirst(",\"seq\":[0-9]+,\"salt\":\"[A-Za-z0-9_-]{22}\"}$", "}");
    }

    /** The next record; fails if none comes. */
    public String next() {
        String line = line();
        while (!line.startsWith("{\"ty\":\"dec\"")) {
            line = line();
        }
        return line;
    }

    private String line() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet >= 0) {
                    line.write(octet);
                } else if (System.nanoTime() > deadline) {
                    throw new AssertionError("no further record within " + PATIENCE);
                } else {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return unsealed(line.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
