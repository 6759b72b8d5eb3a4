package io.geocompliance.gateway.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One thing the demo site serves, in both codings it can be asked for.
 *
 * @param type the value of Content-Type, with charset where there is one
 * @param language the value of Content-Language, empty where the content has none
 * @param identity the bytes as they are
 * @param gzip the same, compressed once; as long as {@code identity} or longer where compression does not pay
 */
record DemoFile(String type, String language, byte[] identity, byte[] gzip) {

    /** Compresses the bytes once, so that no request pays for it. */
    static DemoFile of(String type, String language, byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return new DemoFile(type, language, bytes, compressed.toByteArray());
    }

    /** Whether the gzip coding is worth sending: not for images that are compressed already. */
    boolean compresses() {
        return gzip.length < identity.length;
    }

    /** A strong validator: one per coding, since it names bytes, not meaning (RFC 9110 8.8.3). */
    String entityTag(boolean gzipped) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + (gzipped ? "-gzip\"" : "\"");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
