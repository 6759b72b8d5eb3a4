package io.geocompliance.gateway.response;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of everything that the gateway may add to a page, as it stands in an entity tag: other texts, other variant.
 *
 * @param characters eight of base32 (RFC 4648 6) in lower case: 40 bits, so that two texts do not share a name by accident
 */
public record Variant(String characters) {

    private static final Pattern FORM = Pattern.compile("[a-z2-7]{8}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 8;

    public Variant {
        if (!FORM.matcher(characters).matches()) {
            throw new IllegalArgumentException("a variant is eight characters of a-z and 2-7: " + characters);
        }
    }

    /**
     * The variant of these parts, in this order: the notice's id, the hash of all its languages, template, style, preset,
     * placement, the gateway's version, and the language that Accept-Language would choose if it may.
     */
    public static Variant of(List<String> parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length first, so that ("ab", "c") and ("a", "bc") differ.
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha256.update(bytes);
        }
        return new Variant(base32(sha256.digest()));
    }

    private static String base32(byte[] digest) {
        long bits = 0;
        for (int i = 0; i < 5; i++) {
            bits = bits << 8 | (digest[i] & 0xFF);
        }
        StringBuilder characters = new StringBuilder(LENGTH);
        for (int shift = 35; shift >= 0; shift -= 5) {
            characters.append(ALPHABET.charAt((int) (bits >> shift) & 31));
        }
        return characters.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
