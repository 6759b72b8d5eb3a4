package io.geocompliance.gateway.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Who may cosign, as C2SP tlog-cosignature writes it: the type 0x04, a signature over the time and the checkpoint. */
public record CosignerKey(TypedKey key) {

    static final byte ED25519_COSIGNATURE = 4;

    /** Seconds since 1970, then the signature. */
    private static final int SIGNATURE_BYTES = Long.BYTES + Ed25519.SIGNATURE_BYTES;

    /** @param name no space, no plus, not empty */
    public CosignerKey(String name, byte[] publicKey) {
        this(new TypedKey(ED25519_COSIGNATURE, name, publicKey));
    }

    /** Of {@code name+keyid+base64}. */
    public static CosignerKey parse(String vkey) {
        return new CosignerKey(TypedKey.parse(vkey, ED25519_COSIGNATURE, "witness"));
    }

    public String name() {
        return key.name();
    }

    public byte[] publicKey() {
        return key.publicKey();
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
            if (key.isNamedBy(line)) {
                if (line.signature().length != SIGNATURE_BYTES) {
                    return OptionalLong.empty();
                }
                ByteBuffer stamped = ByteBuffer.wrap(line.signature());
                long unixSeconds = stamped.getLong();
                byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
                stamped.get(signature);
                if (unixSeconds < 0 || !Ed25519.verifies(key.publicKey(), message(unixSeconds, note), signature)) {
                    return OptionalLong.empty();
                }
                latest = OptionalLong.of(Math.max(latest.orElse(0), unixSeconds));
            }
        }
        return latest;
    }

    /** As others read it. */
    @Override
    public String toString() {
        return key.toString();
    }
}
