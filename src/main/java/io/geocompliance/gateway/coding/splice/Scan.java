package io.geocompliance.gateway.coding.splice;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the seam has said of one page. */
final class Scan {

    private final Window window;
    private @Nullable Seam seam;
    private long safe;
    private long place;
    private boolean over;

    Scan(Window window) {
        this.window = window;
    }

    void start(Seam asked) {
        seam = asked;
        safe = 0;
        over = false;
    }

    /** Lets go of the page. */
    void stop() {
        seam = null;
    }

    /** Shows the seam the decoded bytes from an index on; whether it has found the place. */
    boolean finds(int from) {
        if (over || from == window.end) {
            return false;
        }
        Seam asked = Objects.requireNonNull(seam);
        place = asked.scan(window.bytes(), from, window.end);
        if (isPlace()) {
            return true;
        }
        over = place == Seam.NEVER;
        safe = over ? window.offset() : asked.safe();
        if (window.offset() - safe > Seam.LOOK_BACK) {
            throw new IllegalStateException("the place may be too far back");
        }
        return false;
    }

    /** Asks for the last time, at the page's end. */
    boolean findsAtEnd() {
        place = over ? Seam.NEVER : Objects.requireNonNull(seam).end();
        return isPlace();
    }

    /** Asks no more: there is no place. */
    void giveUp() {
        over = true;
        safe = window.offset();
    }

    boolean isOver() {
        return over;
    }

    /** The place does not lie before this offset. */
    long safe() {
        return safe;
    }

    long place() {
        return place;
    }

    private boolean isPlace() {
        if (place >= 0 && (place < safe || place > window.offset())) {
            throw new IllegalStateException("no such place");
        }
        return place >= 0;
    }
}
