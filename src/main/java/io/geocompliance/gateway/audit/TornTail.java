package io.geocompliance.gateway.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes behind a file's last whole line.
 *
 * @param from where they begin
 * @param bytes how many there are
 * @param sha256 of them, in hex
 */
record TornTail(Path file, long from, long bytes, String sha256) {

    private static final Logger LOG = LoggerFactory.getLogger(TornTail.class);
    private static final int BLOCK_BYTES = 64 * 1024;

    /** Looks at a file that nobody writes; empty if it ends with a whole line or has no byte. */
    static Optional<TornTail> of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long from = endOfLastLine(channel, size);
            if (from == size) {
                return Optional.empty();
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                channel.transferTo(from, size - from, Channels.newChannel(into));
            }
            return Optional.of(
                    new TornTail(file, from, size - from, HexFormat.of().formatHex(digest.digest())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Where the bytes are kept once they are cut. */
    private Path aside() {
        return file.resolveSibling(file.getFileName() + ".torn");
    }

    /** Keeps the bytes in a file of their own and ends this one with its last whole line, or leaves all as it is. */
    void setAside() {
        try {
            cut();
            LOG.warn(
                    "The file {} of the evidence log ended within a line; {} bytes were set aside in {}.",
                    file.getFileName(),
                    bytes,
                    aside().getFileName());
        } catch (IOException e) {
            LOG.warn(
                    "The file {} of the evidence log ends within a line, which could not be set aside: {}",
                    file.getFileName(),
                    e.getMessage());
        }
    }

    /** Safe to do again after a crash in between. */
    private void cut() throws IOException {
        try (FileChannel torn = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel kept = LogDirectory.open(aside(), StandardOpenOption.CREATE)) {
            kept.truncate(0);
            torn.transferTo(from, bytes, kept);
            kept.force(true);
            torn.truncate(from);
            torn.force(true);
        }
    }

    private static long endOfLastLine(FileChannel channel, long size) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long end = size; end > 0; end -= block.position()) {
            long begin = Math.max(0, end - BLOCK_BYTES);
            block.clear().limit((int) (end - begin));
            while (block.hasRemaining()) {
                if (channel.read(block, begin + block.position()) < 0) {
                    throw new IOException("The file became shorter while it was read.");
                }
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return begin + i + 1;
                }
            }
        }
        return 0;
    }
}
