package io.geocompliance.gateway.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Who may sign, as C2SP signed-note writes it: {@code name+keyid+base64}. Ed25519, of a log's own signature (type 0x01) alone.
 *
 * @param name no space, no plus, not empty
 */
public record VerifierKey(String name, byte[] publicKey) {

    /** C2SP signed-note's type of an Ed25519 signature over the text itself. */
    private static final byte ED25519 = 1;

    static final int KEY_ID_BYTES = 4;

    public VerifierKey {
        checkName(name);
        if (publicKey.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        publicKey = publicKey.clone();
    }

    /** Refuses what can't be the name of a key or of a log. */
    public static void checkName(String name) {
        if (name.isEmpty()
                || name.chars().anyMatch(c -> c == '+' || Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    "a key's name is not empty and holds neither space nor plus: \"" + name + "\"");
        }
    }

    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a public key is written name+keyid+base64");
        }
        byte[] typed = StrictBase64.decode(parts[2]);
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519) {
            throw new IllegalArgumentException("not an Ed25519 key of a log (type 1)");
        }
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.keyId()).equals(parts[1])) {
            throw new IllegalArgumentException("the key's id does not belong to its name and bytes");
        }
        return key;
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The same key for a log of another name; a log's epochs are logs of their own. */
    public VerifierKey named(String other) {
        return new VerifierKey(other, publicKey);
    }

    /** The first four bytes of SHA-256 over name, LF, type and key. */
    byte[] keyId() {
        MessageDigest sha256 = TreeHasher.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(typed());
        return Arrays.copyOf(sha256.digest(), KEY_ID_BYTES);
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = ED25519;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }

    /** Whether the note bears a signature of this key; one of its name and id that is wrong refuses the note, whatever else it bears. */
    public boolean signed(SignedNote note) {
        boolean signed = false;
        for (SignedNote.NoteSignature signature : note.signatures()) {
            if (signature.name().equals(name) && Arrays.equals(signature.keyId(), keyId())) {
                if (!Ed25519.verifies(publicKey, note.textBytes(), signature.signature())) {
                    return false;
                }
                signed = true;
            }
        }
        return signed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key && name.equals(key.name) && Arrays.equals(publicKey, key.publicKey);
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
