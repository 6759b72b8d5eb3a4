package io.geocompliance.gateway.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Who may cosign, as C2SP tlog-cosignature writes it: {@code name+keyid+base64} with Ed25519 and the type 0x04.
 *
 * @param name no space, no plus, not empty
 */
public record CosignerKey(String name, byte[] publicKey) {

    static final byte ED25519_COSIGNATURE = 4;

    /** Seconds since 1970, then the signature. */
    private static final int SIGNATURE_BYTES = Long.BYTES + Ed25519.SIGNATURE_BYTES;

    public CosignerKey {
        VerifierKey.checkName(name);
        if (publicKey.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        publicKey = publicKey.clone();
    }

    public static CosignerKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a public key is written name+keyid+base64");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519_COSIGNATURE) {
            throw new IllegalArgumentException("not an Ed25519 key of a witness (type 4)");
        }
        CosignerKey key = new CosignerKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.toString().equals(vkey)) {
            throw new IllegalArgumentException("the key's id does not belong to its name and bytes");
        }
        return key;
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The first four bytes of SHA-256 over name, LF, type and key. */
    byte[] keyId() {
        MessageDigest sha256 = TreeHasher.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(typed());
        return Arrays.copyOf(sha256.digest(), VerifierKey.KEY_ID_BYTES);
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = ED25519_COSIGNATURE;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }

    /** What is signed: when, and the checkpoint's whole text. */
    static byte[] message(long unixSeconds, SignedNote checkpoint) {
        return ("cosignature/v1\ntime " + unixSeconds + "\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * When this key cosigned the note, in Unix seconds, if it did; one cosignature of its name and id that is wrong counts as none at
     * all, and of several the latest counts.
     */
    public OptionalLong cosigned(SignedNote note) {
        OptionalLong latest = OptionalLong.empty();
        for (SignedNote.NoteSignature line : note.signatures()) {
            if (line.name().equals(name) && Arrays.equals(line.keyId(), keyId())) {
                if (line.signature().length != SIGNATURE_BYTES) {
                    return OptionalLong.empty();
                }
                ByteBuffer stamped = ByteBuffer.wrap(line.signature());
                long unixSeconds = stamped.getLong();
                byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
                stamped.get(signature);
                if (unixSeconds < 0 || !Ed25519.verifies(publicKey, message(unixSeconds, note), signature)) {
                    return OptionalLong.empty();
                }
                latest = OptionalLong.of(Math.max(latest.orElse(0), unixSeconds));
            }
        }
        return latest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosignerKey key && name.equals(key.name) && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(publicKey);
    }

    /** As others read it. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(keyId()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }
}
