package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.tlog.CosigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A witness's private key in a file that its owner alone may read. */
public final class WitnessKeyFile {

    private WitnessKeyFile() {}

    /** Makes a key; a file that exists is never replaced. */
    public static CosigningKey create(Path file, String name) throws IOException {
        CosigningKey key = CosigningKey.generate(name);
        Set<PosixFilePermission> owner = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(owner))) {
            channel.write(ByteBuffer.wrap(key.fileText().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " exists, and a key is never replaced", e);
        }
        return key;
    }

    /** Reads a key; one that others may read too is refused, because it may be theirs by now. */
    public static CosigningKey read(Path file) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!others.isEmpty()) {
            throw new IOException(file + " may be read by others than its owner: chmod 600, or make a new key");
        }
        try {
            return CosigningKey.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
