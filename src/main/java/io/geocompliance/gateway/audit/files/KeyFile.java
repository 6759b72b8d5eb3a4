package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The file that holds a log's private key; it is never replaced. */
public record KeyFile(Path file, SigningKey key) {

    private static final int NAME_BYTES = 8;

    /** Reads it, or makes it if it is absent. */
    public static KeyFile readOrCreate(Path file) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException absent) {
            OwnerFiles.createDirectories(OwnerFiles.parent(file));
            return create(file);
        }
    }

    public static KeyFile read(Path file) throws IOException {
        try {
            return new KeyFile(file, SigningKey.parse(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            throw new IOException("The file " + file + " holds no key of a log: " + e.getMessage() + ".");
        }
    }

    /** With a name that was drawn: two logs must never sign for one name. */
    public static KeyFile create(Path file) throws IOException {
        byte[] drawn = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(drawn);
        return create(file, "geo-compliance-gateway/" + HexFormat.of().formatHex(drawn));
    }

    public static KeyFile create(Path file, String name) throws IOException {
        SigningKey key = SigningKey.generate(name);
        try (FileChannel channel = OwnerFiles.open(file, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer rest = ByteBuffer.wrap(key.fileText().getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("The file " + file + " is there already and is not replaced.");
        }
        OwnerFiles.syncDirectory(OwnerFiles.parent(file));
        return new KeyFile(file, key);
    }
}
