package io.geocompliance.gateway.audit.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files of the operating system, their owner's alone. */
final class RealDisk implements Disk {

    @Override
    public Appending append(Path file, long length) throws IOException {
        FileChannel channel = OwnerFiles.open(file, StandardOpenOption.CREATE);
        try {
            channel.truncate(length);
            channel.position(length);
            OwnerFiles.syncDirectory(OwnerFiles.parent(file));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new OpenFile(channel);
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = OwnerFiles.open(aside, StandardOpenOption.CREATE)) {
            channel.truncate(0);
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        OwnerFiles.syncDirectory(OwnerFiles.parent(file));
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** One open file; owned by the log's writer. */
    private record OpenFile(FileChannel channel) implements Appending {

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws ForceFailedException {
            try {
                channel.force(false);
            } catch (IOException e) {
                throw new ForceFailedException(e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
