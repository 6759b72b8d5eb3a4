package io.geocompliance.gateway.config;

import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A path, relative to the file that names it.
 *
 * @param expected what belongs here, to follow "expected"
 * @param resolve from the base and the text
 * @param complaint a sentence about a path that doesn't hold what belongs there
 * @param read whether what lies there belongs to the configuration
 */
record PathText(
        String expected,
        BiFunction<Reading.Base, String, Path> resolve,
        Function<Path, Optional<String>> complaint,
        boolean read)
        implements Shape<Path> {

    static final PathText FILE = new PathText(
            "a file's path",
            PathText::toRead,
            path -> Files.isRegularFile(path) ? Optional.empty() : missing(path, "file"),
            true);

    static final PathText CERTIFICATES = new PathText(
            "a PEM file of certificates",
            PathText::toRead,
            path -> Files.isRegularFile(path) ? unreadable(path) : missing(path, "file"),
            true);

    static final PathText WITNESS_POLICY = new PathText(
            "a tlog-policy file's path",
            PathText::toRead,
            path -> Files.isRegularFile(path) ? noPolicy(path) : missing(path, "file"),
            false);

    static final PathText DIRECTORY = new PathText(
            "a directory's path",
            PathText::toRead,
            path -> Files.isDirectory(path) ? Optional.empty() : missing(path, "directory"),
            true);

    /** Not looked at: it is made when it is needed. */
    static final PathText WRITTEN_DIRECTORY = new PathText(
            "a directory's path",
            (base, text) -> base.write().resolve(text).normalize(),
            path -> Files.exists(path) && !Files.isDirectory(path)
                    ? Optional.of("\"" + path + "\" is there, but it is not a directory.")
                    : Optional.empty(),
            false);

    /** Not looked at either. */
    static final PathText WRITTEN_FILE = new PathText(
            "a file's path",
            (base, text) -> base.write().resolve(text).normalize(),
            path -> Files.isDirectory(path)
                    ? Optional.of("\"" + path + "\" is a directory and not a file.")
                    : Optional.empty(),
            false);

    @Override
    public Optional<Path> read(Yaml yaml, Reading reading) {
        if (!(yaml instanceof Yaml.Text text)) {
            return refuse(yaml, reading);
        }
        Optional<String> filled = reading.substitution().apply(text, reading.problems());
        if (filled.isEmpty() || filled.get().isBlank()) {
            return filled.isEmpty() ? Optional.empty() : refuse(yaml, reading);
        }
        Path path;
        try {
            path = resolve.apply(reading.base(), filled.get());
        } catch (InvalidPathException e) {
            return refuse(yaml, reading);
        }
        if (read) {
            reading.watch().accept(path);
        }
        Optional<String> wrong = complaint.apply(path);
        wrong.ifPresent(sentence -> reading.problems().error(text.position(), sentence));
        return wrong.isPresent() ? Optional.empty() : Optional.of(path);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "string", "minLength", 1);
    }

    /** An absolute path is the system's, even where the base lies in an archive. */
    private static Path toRead(Reading.Base base, String text) {
        Path path = Path.of(text);
        return path.isAbsolute() ? path : base.read().resolve(text).normalize();
    }

    private static Optional<String> unreadable(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            boolean none = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .isEmpty();
            return none ? Optional.of("\"" + path + "\" holds no certificate.") : Optional.empty();
        } catch (IOException | CertificateException e) {
            return Optional.of("\"" + path + "\" can't be read as certificates in PEM form.");
        }
    }

    private static Optional<String> noPolicy(Path path) {
        try {
            WitnessPolicy.parse(Files.readString(path));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("\"" + path + "\" is no tlog-policy: " + e.getMessage() + ".");
        }
    }

    private static Optional<String> missing(Path path, String what) {
        return Optional.of("there is no " + what + " \"" + path + "\".");
    }
}
