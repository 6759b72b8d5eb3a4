package io.geocompliance.gateway.html;

import io.geocompliance.gateway.html.Outcome.Kind;
import org.jspecify.annotations.Nullable;

/** The place, once it is known where it would be: a notice may stand there already, or a frameset may still replace its body. */
final class Candidate {

    private final FoundMarker marker;
    private Finding.@Nullable Found place;
    private boolean comparing;
    private boolean settled;

    Candidate(byte[] marker) {
        this.marker = new FoundMarker(marker);
    }

    /** Behind a body start tag: that body stays. */
    void afterBodyTag(long offset) {
        place = new Finding.Found(offset, Kind.AFTER_BODY_TAG);
        comparing = true;
        settled = true;
    }

    /** Before a token that opens an implied body. */
    void beforeToken(long offset) {
        place = new Finding.Found(offset, Kind.BEFORE_TOKEN);
    }

    /** The token is this tag, of which the name was read; a start tag may be that of a notice. */
    void startComparing(TagReader tag) {
        comparing = !tag.isEndTag() && marker.startAfter(tag);
    }

    /** Says that no frameset can replace the body any more. */
    void settle() {
        settled = true;
    }

    boolean isComparing() {
        return comparing;
    }

    /** Compares the bytes that were read after the place's own token was known. */
    void compare(byte[] b, int from, int to) {
        comparing = marker.compare(b, from, to) == to - from && !marker.isComplete();
    }

    Finding.@Nullable Found place() {
        return place;
    }

    /** What is known after the bytes read up to now. */
    Finding finding(Finding searching) {
        if (marker.isComplete()) {
            return new Finding.Absent(Outcome.Reason.ALREADY_INJECTED);
        }
        return settled && !comparing && place != null ? place : searching;
    }
}
