package io.geocompliance.gateway.html;

/** Compares the bytes at the place found with the beginning of this gateway's own notices. */
final class FoundMarker {

    /** Longest marker, in bytes. */
    static final int LIMIT = 64;

    private final byte[] marker;
    private int matched;

    FoundMarker(byte[] marker) {
        boolean startsElement = marker.length >= 2 && marker[0] == '<' && Ascii.isLetter(marker[1]);
        if (!startsElement || marker.length > LIMIT) {
            throw new IllegalArgumentException(
                    "the marker must be the beginning of a start tag of at most " + LIMIT + " bytes");
        }
        this.marker = marker.clone();
    }

    /** Takes bytes until they differ or the marker is complete; returns how many were alike. */
    int compare(byte[] b, int from, int to) {
        int at = from;
        while (at < to && !isComplete() && b[at] == marker[matched]) {
            at++;
            matched++;
        }
        return at - from;
    }

    boolean isComplete() {
        return matched == marker.length;
    }

    /** Begins after the less-than sign of a tag whose name was read already; says whether all of that is alike. */
    boolean startAfter(TagReader tag) {
        matched = 1;
        return compare(tag.written(), 0, tag.writtenLength()) == tag.writtenLength();
    }
}
