package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Public test data beside the checkout; a test that needs it is skipped, with the reason printed, where it isn't there. */
public final class Corpus {

    private Corpus() {}

    /** The files of one folder, by name. */
    public static List<Path> files(String folder) {
        Path directory = Path.of(System.getProperty("corpus", "../shared/corpus"), folder);
        if (!Files.isDirectory(directory)) {
            String reason = "skipped: no test data in " + directory + "; name its parent with -Dcorpus=DIR";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
