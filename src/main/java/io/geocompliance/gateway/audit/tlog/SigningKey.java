package io.geocompliance.gateway.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A log's private key and the name it signs for. */
public final class SigningKey {

    private final TypedKeyPair pair;

    private SigningKey(TypedKeyPair pair) {
        this.pair = pair;
    }

    public static SigningKey generate(String name) {
        return new SigningKey(TypedKeyPair.generate(VerifierKey.ED25519, name));
    }

    /** Of a file's two lines, the private and the public key. */
    public static SigningKey parse(String text) {
        return new SigningKey(TypedKeyPair.parse(text, VerifierKey.ED25519, "log"));
    }

    /** Both lines; the only way the private key leaves. */
    public String fileText() {
        return pair.fileText();
    }

    public VerifierKey verifier() {
        return new VerifierKey(pair.key());
    }

    /** The same key for a log of another name. */
    public SigningKey named(String other) {
        return new SigningKey(pair.named(other));
    }

    /** The text, which ends with LF, with this key's signature. */
    public SignedNote sign(String text) {
        byte[] signature = pair.sign(text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(
                text,
                List.of(new SignedNote.NoteSignature(
                        pair.key().name(), pair.key().id(), signature)));
    }

    /** Says the public half alone. */
    @Override
    public String toString() {
        return pair.toString();
    }
}
