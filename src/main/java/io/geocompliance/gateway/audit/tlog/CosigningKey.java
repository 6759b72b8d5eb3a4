package io.geocompliance.gateway.audit.tlog;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A witness's private key. Its file has two lines, as a log's has: the private key, and the public key for everybody; both of the type
 * 0x04, so that neither is taken for the other.
 */
public final class CosigningKey {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey key;
    private final CosignerKey cosigner;

    private CosigningKey(byte[] seed, CosignerKey cosigner) {
        this.seed = seed;
        this.key = Ed25519.privateKey(seed);
        this.cosigner = cosigner;
    }

    public static CosigningKey generate(String name) {
        Ed25519.Pair pair = Ed25519.generate();
        return new CosigningKey(pair.seed(), new CosignerKey(name, pair.publicKey()));
    }

    /** Reads both lines, and tries whether they belong together; what fails says no more than that. */
    public static CosigningKey parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2 || !lines.get(0).startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "a witness's key file has two lines, the private and the public key of a witness");
        }
        CosignerKey cosigner = CosignerKey.parse(lines.get(1));
        String[] parts = lines.get(0).substring(PREFIX.length()).split("\\+", 3);
        byte[] typed = parts.length == 3 ? decoded(parts[2]) : new byte[0];
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != CosignerKey.ED25519_COSIGNATURE) {
            throw new IllegalArgumentException("the first line is no Ed25519 key of a witness");
        }
        CosigningKey key = new CosigningKey(Arrays.copyOfRange(typed, 1, typed.length), cosigner);
        byte[] tried = {0};
        if (!parts[0].equals(cosigner.name())
                || !Ed25519.verifies(cosigner.publicKey(), tried, Ed25519.sign(key.key, tried))) {
            throw new IllegalArgumentException("the private key does not belong to the public one");
        }
        return key;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // the cause would print a part of the key
        }
    }

    /** Both lines; the only way the private key leaves. */
    public String fileText() {
        byte[] typed = new byte[1 + seed.length];
        typed[0] = CosignerKey.ED25519_COSIGNATURE;
        System.arraycopy(seed, 0, typed, 1, seed.length);
        String[] named = cosigner.toString().split("\\+", 3);
        return PREFIX + named[0] + "+" + named[1] + "+" + Base64.getEncoder().encodeToString(typed) + "\n" + cosigner
                + "\n";
    }

    public CosignerKey cosigner() {
        return cosigner;
    }

    /** This witness's line for the checkpoint: it saw this tree grow, and nothing larger. */
    public SignedNote.NoteSignature cosign(SignedNote checkpoint, long unixSeconds) {
        byte[] signature = Ed25519.sign(key, CosignerKey.message(unixSeconds, checkpoint));
        byte[] stamped = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(unixSeconds)
                .put(signature)
                .array();
        return new SignedNote.NoteSignature(cosigner.name(), cosigner.keyId(), stamped);
    }

    /** Says the public half alone. */
    @Override
    public String toString() {
        return cosigner.toString();
    }
}
