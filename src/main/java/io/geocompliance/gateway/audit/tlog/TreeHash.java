package io.geocompliance.gateway.audit.tlog;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A hash of RFC 6962's tree: SHA-256, so exactly 32 bytes. */
public final class TreeHash {

    /** Bytes of a hash. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    /** Takes the bytes over. */
    private TreeHash(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    public static TreeHash of(byte[] bytes) {
        return new TreeHash(bytes.clone());
    }

    static TreeHash taking(byte[] bytes) {
        return new TreeHash(bytes);
    }

    /** From Base64 (RFC 4648, section 4, padded); anything but 32 bytes so written is refused. */
    public static TreeHash parse(String base64) {
        return new TreeHash(StrictBase64.decode(base64));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** For hashing without a copy. */
    byte[] raw() {
        return bytes;
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Base64. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
