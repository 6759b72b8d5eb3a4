package io.geocompliance.gateway.notice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 in the spellings of records (hex), content security policies (base64) and entity tags (base32). */
final class ContentHash {

    /** RFC 4648 6, in lower case. */
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final byte[] digest;

    private ContentHash(byte[] digest) {
        this.digest = digest;
    }

    static ContentHash of(byte[] content) {
        return new ContentHash(sha256().digest(content));
    }

    /** Of several texts, each preceded by its length, so that no two lists look alike. */
    static ContentHash of(Iterable<String> parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length).array());
            sha256.update(bytes);
        }
        return new ContentHash(sha256.digest());
    }

    String hex() {
        return HexFormat.of().formatHex(digest);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(digest);
    }

    /** The first {@code 5 × characters} bits; at most 12 characters. */
    String base32(int characters) {
        long bits = ByteBuffer.wrap(digest).getLong();
        StringBuilder text = new StringBuilder(characters);
        for (int i = 1; i <= characters; i++) {
            text.append(BASE32.charAt((int) (bits >>> Long.SIZE - 5 * i) & 31));
        }
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
