package io.geocompliance.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files and directories that a configuration was read from, each in the state it had before it was read. Looking again tells whether
 * one has changed since: by another file under the name (a rename, Kubernetes' swap of a link) as well as by other content.
 *
 * @param states by path; what was looked for and not there is among them, so that its arrival is a change too
 */
public record FilesRead(Map<Path, String> states) {

    /** Beside size and times, which file it is: one that was put in its place may have the same. */
    private static final String IDENTITY = "unix:size,lastModifiedTime,ctime,ino,dev";

    private static final String ELSEWHERE = "size,lastModifiedTime,fileKey";
    private static final String ABSENT = "absent";

    public FilesRead {
        states = Map.copyOf(states);
    }

    /** The same files as they are now. */
    public FilesRead now() {
        Map<Path, String> now = new LinkedHashMap<>();
        states.keySet().forEach(path -> now.put(path, state(path)));
        return new FilesRead(now);
    }

    /** Whether none has changed, so that all were read as they stand together now. */
    public boolean areUnchanged() {
        return equals(now());
    }

    /** Links are followed. */
    static String state(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> entries = Files.list(path)) {
                    return entries.map(entry -> String.valueOf(entry.getFileName()))
                            .sorted()
                            .collect(Collectors.joining("/"));
                }
            }
            return attributes(path);
        } catch (IOException e) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? e.getClass().getSimpleName() : ABSENT;
        }
    }

    private static String attributes(Path path) throws IOException {
        try {
            return String.valueOf(new TreeMap<>(Files.readAttributes(path, IDENTITY)));
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
            return String.valueOf(new TreeMap<>(Files.readAttributes(path, ELSEWHERE)));
        }
    }
}
