package io.geocompliance.gateway.audit.tlog;

import java.util.List;

/**
 * What a log says of itself, as C2SP tlog-checkpoint v1.0.0 writes it; without extension lines, which no cosignature need cover.
 *
 * @param origin the log's name
 */
public record Checkpoint(String origin, Proofs.Head head) {

    private static final int LINES = 3;

    public Checkpoint {
        TypedKey.checkName(origin);
    }

    /** Reads a note's text. Extension lines of others are passed over: the signature covers them. */
    public static Checkpoint of(SignedNote note) {
        List<String> lines = note.text().lines().toList();
        if (lines.size() < LINES) {
            throw new IllegalArgumentException("a checkpoint is origin, size and root");
        }
        if (lines.subList(LINES, lines.size()).stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("no line of a checkpoint is empty");
        }
        String size = lines.get(1);
        if (!size.matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("a checkpoint's size is a decimal number without leading zeros");
        }
        return new Checkpoint(lines.get(0), new Proofs.Head(Long.parseLong(size), TreeHash.parse(lines.get(2))));
    }

    /** The text to be signed. */
    public String text() {
        return origin + "\n" + head.size() + "\n" + head.root() + "\n";
    }
}
