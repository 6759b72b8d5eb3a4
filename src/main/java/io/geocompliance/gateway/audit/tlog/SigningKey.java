package io.geocompliance.gateway.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A log's private key and the name it signs for. Its file has two lines: the private key as Go's {@code note.NewSigner} reads it, and the
 * public key for everybody.
 */
public final class SigningKey {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey key;
    private final VerifierKey verifier;

    private SigningKey(byte[] seed, VerifierKey verifier) {
        this.seed = seed;
        this.key = Ed25519.privateKey(seed);
        this.verifier = verifier;
    }

    public static SigningKey generate(String name) {
        Ed25519.Pair pair = Ed25519.generate();
        return new SigningKey(pair.seed(), new VerifierKey(name, pair.publicKey()));
    }

    /** Reads both lines, and tries whether they belong together; what fails says no more than that. */
    public static SigningKey parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2 || !lines.get(0).startsWith(PREFIX)) {
            throw new IllegalArgumentException("a key file has two lines, the private and the public key of a log");
        }
        VerifierKey verifier = VerifierKey.parse(lines.get(1));
        String[] parts = lines.get(0).substring(PREFIX.length()).split("\\+", 3);
        byte[] typed = parts.length == 3 ? decoded(parts[2]) : new byte[0];
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != 1 || !parts[0].equals(verifier.name())) {
            throw new IllegalArgumentException("the first line is no Ed25519 key of the name in the second");
        }
        SigningKey key = new SigningKey(Arrays.copyOfRange(typed, 1, typed.length), verifier);
        if (!verifier.signed(key.sign("belongs together?\n"))) {
            throw new IllegalArgumentException("the private key does not belong to the public one");
        }
        return key;
    }

    private static byte[] decoded(String base64) {
        try {
            return StrictBase64.decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // the cause would print a part of the key
        }
    }

    /** Both lines; the only way the private key leaves. */
    public String fileText() {
        byte[] typed = new byte[1 + seed.length];
        typed[0] = 1;
        System.arraycopy(seed, 0, typed, 1, seed.length);
        String id = verifier.toString().split("\\+", 3)[1];
        return PREFIX + verifier.name() + "+" + id + "+" + Base64.getEncoder().encodeToString(typed) + "\n" + verifier
                + "\n";
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** The same key for a log of another name. */
    public SigningKey named(String other) {
        return new SigningKey(seed, verifier.named(other));
    }

    /** The text, which ends with LF, with this key's signature. */
    public SignedNote sign(String text) {
        byte[] signature = Ed25519.sign(key, text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(
                text, List.of(new SignedNote.NoteSignature(verifier.name(), verifier.keyId(), signature)));
    }

    /** Says the public half alone. */
    @Override
    public String toString() {
        return verifier.toString();
    }
}
