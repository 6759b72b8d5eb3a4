package io.geocompliance.gateway.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures, as C2SP signed-note v1.0.0 writes it.
 *
 * @param text ends with its LF
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** Beyond it nobody reads on; Go's implementation draws the same line. */
    private static final int MOST_SIGNATURES = 100;

    private static final String DASH = "\u2014 ";

    /** One line below the text. */
    public record NoteSignature(String name, byte[] keyId, byte[] signature) {

        @Override
        public String toString() {
            byte[] both = Arrays.copyOf(keyId, keyId.length + signature.length);
            System.arraycopy(signature, 0, both, keyId.length, signature.length);
            return DASH + name + " " + Base64.getEncoder().encodeToString(both);
        }
    }

    public SignedNote {
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new IllegalArgumentException(
                    "a note's text ends with a line feed and holds no other control character");
        }
        signatures = List.copyOf(signatures);
    }

    /** Reads the whole note; fails with a sentence on anything else. */
    public static SignedNote parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("a note is a text, an empty line and signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : note.substring(blank + 2).split("\n", -1)) {
            if (!line.isEmpty()) {
                signatures.add(signature(line));
            }
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException("a note bears 1 to 100 signatures");
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static NoteSignature signature(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals(DASH.strip())) {
            throw new IllegalArgumentException("a signature is a dash, a name and Base64");
        }
        TypedKey.checkName(parts[1]);
        byte[] both = StrictBase64.decode(parts[2]);
        if (both.length <= TypedKey.ID_BYTES) {
            throw new IllegalArgumentException("a signature has a key id of four bytes and more");
        }
        return new NoteSignature(
                parts[1],
                Arrays.copyOf(both, TypedKey.ID_BYTES),
                Arrays.copyOfRange(both, TypedKey.ID_BYTES, both.length));
    }

    byte[] textBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same text with one more signature. */
    public SignedNote with(NoteSignature more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.add(more);
        return new SignedNote(text, all);
    }

    /** The whole note. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }
}
