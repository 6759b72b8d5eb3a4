package io.geocompliance.gateway.audit.tlog;

import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A private Ed25519 key and its public half, of one type. Its file has two lines: the private key as Go's {@code note.NewSigner} reads
 * it, and the public key for everybody.
 */
final class TypedKeyPair {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey secret;
    private final TypedKey key;

    private TypedKeyPair(byte[] seed, TypedKey key) {
        this.seed = seed;
        this.secret = Ed25519.privateKey(seed);
        this.key = key;
    }

    static TypedKeyPair generate(byte type, String name) {
        Ed25519.Pair pair = Ed25519.generate();
        return new TypedKeyPair(pair.seed(), new TypedKey(type, name, pair.publicKey()));
    }

    /**
     * Reads both lines, and tries whether they belong together; what fails says no more than that.
     *
     * @param whose for the message
     */
    static TypedKeyPair parse(String text, byte type, String whose) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2 || !lines.get(0).startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "a " + whose + "'s key file has two lines, the private and the public key");
        }
        TypedKey key = TypedKey.parse(lines.get(1), type, whose);
        String[] parts = lines.get(0).substring(PREFIX.length()).split("\\+", 3);
        byte[] typed = parts.length == 3 ? decoded(parts[2]) : new byte[0];
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != type || !parts[0].equals(key.name())) {
            throw new IllegalArgumentException("the first line is no Ed25519 key of the name in the second");
        }
        TypedKeyPair pair = new TypedKeyPair(Arrays.copyOfRange(typed, 1, typed.length), key);
        byte[] tried = {0};
        if (!Ed25519.verifies(key.publicKey(), tried, pair.sign(tried))) {
            throw new IllegalArgumentException("the private key does not belong to the public one");
        }
        return pair;
    }

    private static byte[] decoded(String base64) {
        try {
            return StrictBase64.decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // the cause would print a part of the key
        }
    }

    TypedKey key() {
        return key;
    }

    /** The same for another name. */
    TypedKeyPair named(String other) {
        return new TypedKeyPair(seed, new TypedKey(key.type(), other, key.publicKey()));
    }

    byte[] sign(byte[] message) {
        return Ed25519.sign(secret, message);
    }

    /** Both lines; the only way the private key leaves. */
    String fileText() {
        byte[] typed = new byte[1 + seed.length];
        typed[0] = key.type();
        System.arraycopy(seed, 0, typed, 1, seed.length);
        return PREFIX + key.name() + "+" + HexFormat.of().formatHex(key.id()) + "+"
                + Base64.getEncoder().encodeToString(typed) + "\n" + key + "\n";
    }

    /** Says the public half alone. */
    @Override
    public String toString() {
        return key.toString();
    }
}
