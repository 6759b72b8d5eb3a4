package io.geocompliance.gateway.audit.tlog;

/** Who may sign a log, as C2SP signed-note writes it: the type 0x01, a signature over the note's text itself. */
public record VerifierKey(TypedKey key) {

    static final byte ED25519 = 1;

    /** @param name no space, no plus, not empty */
    public VerifierKey(String name, byte[] publicKey) {
        this(new TypedKey(ED25519, name, publicKey));
    }

    /** Of {@code name+keyid+base64}. */
    public static VerifierKey parse(String vkey) {
        return new VerifierKey(TypedKey.parse(vkey, ED25519, "log"));
    }

    public String name() {
        return key.name();
    }

    public byte[] publicKey() {
        return key.publicKey();
    }

    /** Whether it may sign this log: the one of its name, or an epoch below. */
    public boolean covers(String origin) {
        return origin.equals(name()) || origin.startsWith(name() + "/");
    }

    /** The same key for a log of another name; a log's epochs are logs of their own. */
    public VerifierKey named(String other) {
        return new VerifierKey(other, key.publicKey());
    }

    /** Whether the note bears a signature of this key; one of its name and id that is wrong refuses the note, whatever else it bears. */
    public boolean signed(SignedNote note) {
        boolean signed = false;
        for (SignedNote.NoteSignature signature : note.signatures()) {
            if (key.isNamedBy(signature)) {
                if (!Ed25519.verifies(key.publicKey(), note.textBytes(), signature.signature())) {
                    return false;
                }
                signed = true;
            }
        }
        return signed;
    }

    /** As others read it. */
    @Override
    public String toString() {
        return key.toString();
    }
}
