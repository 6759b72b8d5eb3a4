package io.geocompliance.gateway.audit.tlog;

import java.nio.ByteBuffer;

/** A witness's private key; of another type than a log's, so that neither is taken for the other. */
public final class CosigningKey {

    private final TypedKeyPair pair;

    private CosigningKey(TypedKeyPair pair) {
        this.pair = pair;
    }

    public static CosigningKey generate(String name) {
        return new CosigningKey(TypedKeyPair.generate(CosignerKey.ED25519_COSIGNATURE, name));
    }

    /** Of a file's two lines, the private and the public key. */
    public static CosigningKey parse(String text) {
        return new CosigningKey(TypedKeyPair.parse(text, CosignerKey.ED25519_COSIGNATURE, "witness"));
    }

    /** Both lines; the only way the private key leaves. */
    public String fileText() {
        return pair.fileText();
    }

    public CosignerKey cosigner() {
        return new CosignerKey(pair.key());
    }

    /** This witness's line for the checkpoint: it saw this tree grow, and nothing larger. */
    public SignedNote.NoteSignature cosign(SignedNote checkpoint, long unixSeconds) {
        byte[] signature = pair.sign(CosignerKey.message(unixSeconds, checkpoint));
        byte[] stamped = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(unixSeconds)
                .put(signature)
                .array();
        return new SignedNote.NoteSignature(pair.key().name(), pair.key().id(), stamped);
    }

    /** Says the public half alone. */
    @Override
    public String toString() {
        return pair.toString();
    }
}
