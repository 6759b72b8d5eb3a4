package io.geocompliance.gateway.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A receipt for one record, as C2SP tlog-proof@v1 writes it: checked with a public key and no log at hand. Ours carries the record itself as
 * extra data, which its hash authenticates.
 *
 * @param extra the record's line without LF; empty if the receipt has none
 * @param checkpoint as the log signed it
 */
public record TlogProof(byte[] extra, long index, List<TreeHash> hashes, SignedNote checkpoint) {

    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public TlogProof {
        hashes = List.copyOf(hashes);
    }

    /** Reads a receipt; fails with a sentence. */
    public static TlogProof parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new IllegalArgumentException("a receipt is a proof, an empty line and a checkpoint");
        }
        List<String> lines = new ArrayList<>(text.substring(0, blank).lines().toList());
        if (!lines.remove(0).equals(FIRST)) {
            throw new IllegalArgumentException("a receipt begins with " + FIRST);
        }
        byte[] extra = new byte[0];
        if (!lines.isEmpty() && lines.get(0).startsWith(EXTRA)) {
            extra = StrictBase64.decode(lines.remove(0).substring(EXTRA.length()));
        }
        if (lines.isEmpty() || !lines.get(0).matches("index (0|[1-9][0-9]{0,17})")) {
            throw new IllegalArgumentException("a receipt says the record's index");
        }
        long index = Long.parseLong(lines.remove(0).substring(INDEX.length()));
        List<TreeHash> hashes = lines.stream().map(TreeHash::parse).toList();
        return new TlogProof(extra, index, hashes, SignedNote.parse(text.substring(blank + 2)));
    }

    /** Whether this leaf is in the tree of the checkpoint; who signed that is another question. */
    public boolean includes(TreeHash leaf) {
        return Proofs.included(index, leaf, hashes, Checkpoint.of(checkpoint).head());
    }

    /** The whole receipt. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        if (extra.length > 0) {
            text.append(EXTRA).append(Base64.getEncoder().encodeToString(extra)).append('\n');
        }
        text.append(INDEX).append(index).append('\n');
        hashes.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }

    /** By content; arrays compare by identity otherwise. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TlogProof proof && toString().equals(proof.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The record's line, if the receipt carries it. */
    public String line() {
        return new String(extra, StandardCharsets.UTF_8);
    }
}
