package io.geocompliance.gateway.html;

/** Looks for the beginning of a frameset's tag in bytes of which nothing else is known. */
final class FramesetWatch {

    private static final byte[] WORD = {'<', 'f', 'r', 'a', 'm', 'e', 's', 'e', 't'};

    private int matched;

    /** Reads until the word is complete; returns the index of the first byte not read. */
    int read(byte[] b, int from, int to) {
        int at = from;
        while (at < to && !isFound()) {
            // The word begins with its only less-than sign, so a mismatch falls back to its beginning.
            matched = Ascii.lower(b[at]) == WORD[matched] ? matched + 1 : b[at] == '<' ? 1 : 0;
            at++;
        }
        return at;
    }

    boolean isFound() {
        return matched == WORD.length;
    }
}
