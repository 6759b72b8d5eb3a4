package io.geocompliance.gateway.audit.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files and directories that none but their owner may read, whatever the process' umask says; what was there keeps its mode. */
final class OwnerFiles {

    private OwnerFiles() {}

    static FileChannel open(Path file, StandardOpenOption creation) throws IOException {
        return FileChannel.open(file, Set.of(creation, StandardOpenOption.WRITE), owners("rw-------"));
    }

    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, owners("rwx------"));
    }

    /** Makes the entries of a directory last. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
    }

    /** Nothing where the file system has no such modes. */
    private static FileAttribute<?>[] owners(String mode) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
