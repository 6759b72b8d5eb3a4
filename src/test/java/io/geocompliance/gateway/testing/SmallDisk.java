package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few pages in memory that can be filled, where the machine permits mounting one. */
public final class SmallDisk implements AutoCloseable {

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts it over a directory; where that is not permitted the test is skipped and says so. */
    public static SmallDisk mount(Path directory, int bytes) {
        String refusal = run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", directory.toString());
        Assumptions.assumeTrue(refusal.isEmpty(), () -> "no file system can be mounted here: " + refusal);
        return new SmallDisk(directory);
    }

    /** Takes all the room that is left. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(directory.resolve("filler"))) {
            byte[] block = new byte[512];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return; // that was the point
        }
    }

    /** Gives it back. */
    public void empty() {
        try {
            Files.delete(directory.resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", directory.toString());
    }

    /** What it had to say against it; empty if it did as told. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.onExit().join().exitValue() == 0 ? "" : said + "(" + command[0] + ")";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
