package io.geocompliance.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the files of one configuration and keeps the hash over all of them; owned by the one thread that reads it. */
final class SourceFiles {

    /** Far more than a thousand rules need, and little enough to be read in one go. */
    static final int MAX_BYTES = 1 << 20;

    private final MessageDigest digest;
    private final Problems problems;
    private final Map<Path, String> states = new LinkedHashMap<>();

    SourceFiles(Problems problems) {
        this.problems = problems;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The text of a file, which must be UTF-8.
     *
     * @param role what the file is to the configuration; hashed with its bytes, so that files which swap their contents change the
     *     hash, and the same files elsewhere do not
     */
    Optional<String> text(String role, Path file) {
        return text(role, file, MAX_BYTES);
    }

    /** As {@link #text}, for lists that grow: up to 16 MiB. */
    Optional<String> longText(String role, Path file) {
        return text(role, file, 16 * MAX_BYTES);
    }

    private Optional<String> text(String role, Path file, int most) {
        Optional<byte[]> bytes = bytes(file, most);
        bytes.ifPresent(content -> {
            byte[] name = role.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(name.length)
                    .putInt(content.length)
                    .flip());
            digest.update(name);
            digest.update(content);
        });
        return bytes.flatMap(content -> decode(file, content));
    }

    /** Says that a file or directory is about to be read, or was looked for. */
    void watch(Path path) {
        states.computeIfAbsent(path, FilesRead::state);
    }

    /** Everything that was watched so far. */
    FilesRead read() {
        return new FilesRead(states);
    }

    /** SHA-256 over every file read so far, in lower-case hexadecimal. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private Optional<byte[]> bytes(Path file, int most) {
        watch(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length <= most) {
                return Optional.of(content);
            }
            problems.error(
                    Position.whole(file.toString()),
                    "this file is longer than " + ByteSize.format(most) + "; is it the right one?");
        } catch (NoSuchFileException e) {
            problems.error(Position.whole(file.toString()), "there is no such file.");
        } catch (IOException e) {
            problems.error(
                    Position.whole(file.toString()), "this file can't be read; may this user, and is it a file?");
        }
        return Optional.empty();
    }

    private Optional<String> decode(Path file, byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        boolean good = utf8.decode(in, out, true).isUnderflow();
        String text = out.flip().toString();
        if (good) {
            // A byte order mark is some editors' habit, not content.
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        }
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        int column = text.codePointCount(text.lastIndexOf('\n') + 1, text.length()) + 1;
        problems.error(new Position(file.toString(), line, column), "this byte is not UTF-8; save the file as UTF-8.");
        return Optional.empty();
    }
}
