package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes behind a file's last whole line, or behind the last that was known to be on the disk.
 *
 * @param from where they begin
 * @param bytes how many there are
 * @param sha256 of them, in hex
 */
public record TornTail(long from, long bytes, String sha256) {

    private static final int BLOCK_BYTES = 64 * 1024;
    private static final Pattern TEXT = Pattern.compile("([0-9]+) ([0-9]+) ([0-9a-f]{64})\n");

    /** Looks at a file that nobody writes; empty if it ends with a whole line or has no byte. */
    static Optional<TornTail> of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return from(channel, endOfLastLine(channel, channel.size()));
        }
    }

    /** What stands in a file from there on; empty if nothing does. */
    static Optional<TornTail> from(Path file, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return from(channel, from);
        }
    }

    private static Optional<TornTail> from(FileChannel channel, long from) throws IOException {
        long size = channel.size();
        if (from >= size) {
            return Optional.empty();
        }
        MessageDigest digest = TreeHasher.sha256();
        try (OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            channel.transferTo(from, size - from, Channels.newChannel(into));
        }
        return Optional.of(new TornTail(from, size - from, HexFormat.of().formatHex(digest.digest())));
    }

    /** One that was noted and not told of yet: the bytes are, or are about to be, cut. */
    static Optional<TornTail> noted(Epoch epoch) throws IOException {
        try {
            Matcher text = TEXT.matcher(Files.readString(epoch.cut()));
            return text.matches()
                    ? Optional.of(
                            new TornTail(Long.parseLong(text.group(1)), Long.parseLong(text.group(2)), text.group(3)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** To be done before the cut, so that a crash in between loses no word of it. */
    void note(Disk disk, Epoch epoch) throws IOException {
        disk.replace(epoch.cut(), (from + " " + bytes + " " + sha256 + "\n").getBytes(StandardCharsets.US_ASCII));
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
