package io.geocompliance.gateway.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/** The configuration that the program carries, as paths: in its jar, or in a build's directory of classes. */
final class EmbeddedFiles {

    private static final String DIRECTORY = "/config/";
    private static final String KNOWN_FILE = "gateway.yaml";

    private EmbeddedFiles() {}

    /**
     * The directory. Where it lies in a jar, the jar's file system stays open as long as the program runs, since databases are
     * read from the paths in a configuration later.
     */
    static Path root() {
        URL known = EmbeddedFiles.class.getResource(DIRECTORY + KNOWN_FILE);
        if (known == null) {
            throw new IllegalStateException(
                    "the program lacks its embedded configuration; it was built without config/");
        }
        try {
            URI uri = known.toURI();
            return "jar".equals(uri.getScheme()) ? inJar(uri) : Path.of(uri).resolveSibling("");
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("the embedded configuration can't be opened", e);
        }
    }

    static Path inJar(URI file) throws IOException {
        return open(file).getPath(DIRECTORY);
    }

    private static FileSystem open(URI file) throws IOException {
        try {
            return FileSystems.newFileSystem(file, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(file);
        }
    }
}
