package io.geocompliance.gateway.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public Ed25519 key as C2SP signed-note writes it, {@code name+keyid+base64}, where the first byte says what its signatures are over.
 *
 * @param name no space, no plus, not empty
 */
record TypedKey(byte type, String name, byte[] publicKey) {

    static final int ID_BYTES = 4;

    TypedKey {
        checkName(name);
        if (publicKey.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        publicKey = publicKey.clone();
    }

    /** Refuses what can't be the name of a key or of a log. */
    static void checkName(String name) {
        if (name.isEmpty()
                || name.chars().anyMatch(c -> c == '+' || Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    "a key's name is not empty and holds neither space nor plus: \"" + name + "\"");
        }
    }

    /** @param whose for the message */
    static TypedKey parse(String vkey, byte type, String whose) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a public key is written name+keyid+base64");
        }
        byte[] typed = StrictBase64.decode(parts[2]);
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != type) {
            throw new IllegalArgumentException("not an Ed25519 key of a " + whose + " (type " + type + ")");
        }
        TypedKey key = new TypedKey(type, parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
            throw new IllegalArgumentException("the key's id does not belong to its name and bytes");
        }
        return key;
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The first four bytes of SHA-256 over name, LF, type and key. */
    byte[] id() {
        MessageDigest sha256 = TreeHasher.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(typed());
        return Arrays.copyOf(sha256.digest(), ID_BYTES);
    }

    /** Whether a signature says that it is this key's. */
    boolean isNamedBy(SignedNote.NoteSignature signature) {
        return signature.name().equals(name) && Arrays.equals(signature.keyId(), id());
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = type;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedKey key
                && type == key.type
                && name.equals(key.name)
                && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(publicKey);
    }

    /** As others read it. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }
}
