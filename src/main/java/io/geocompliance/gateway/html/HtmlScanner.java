package io.geocompliance.gateway.html;

import io.geocompliance.gateway.html.Outcome.Kind;
import io.geocompliance.gateway.html.Outcome.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one place in a page where an element becomes the first child of its body and changes nothing else.
 *
 * <p>It is the tokenizer and the tree construction of WHATWG HTML 13.2.5 and 13.2.6.4.1 to .6, scripting enabled, as far as they
 * decide that place. It reads the bytes of any ASCII-compatible encoding in chunks of any size, keeps none of them and allocates
 * nothing; what it finds depends on the page alone, never on where the chunks are cut. One scanner reads one page, on one thread.
 */
public final class HtmlScanner {

    /** How far the place may lie behind the scanned end, in bytes, while it is searched: {@code scanned - safe}. */
    public static final int LOOK_BACK = 64;

    private static final Finding SEARCHING = new Finding.Searching();
    private final TagReader tag = new TagReader();
    private final DeclarationReader declaration = new DeclarationReader();
    private final RawTextReader rawText = new RawTextReader();
    private final CharacterReference reference = new CharacterReference();
    private final TreeConstruction tree = new TreeConstruction();
    private final ByteOrderMark byteOrderMark = new ByteOrderMark();
    private final FoundMarker marker;

    private ScanPhase phase = ScanPhase.BYTE_ORDER_MARK;
    private Finding finding = SEARCHING;

    /** Offset in the page of the next byte to be read. */
    private long position;

    /** Offset of the current token's first byte. */
    private long tokenStart;

    /** Whether a page that ends inside the current token may have its place before it. */
    private boolean mayBePlace;

    /** The place that the marker is compared at. */
    private Finding.Found candidate = new Finding.Found(0, Kind.BEFORE_TOKEN);

    /**
     * A scanner at the beginning of a page.
     *
     * @param alreadyMarker what every fragment of this gateway begins with: {@code <}, a letter, at most {@link #LOOK_BACK} bytes
     */
    public HtmlScanner(byte[] alreadyMarker) {
        marker = new FoundMarker(alreadyMarker);
    }

    /**
     * Scans the page's next bytes; once anything but {@link Finding.Searching} is returned, that is the answer for good.
     *
     * @param window holds the bytes; read only, and kept only during the call
     * @param from index of the first byte, the one after the last of the scan before
     * @param to index behind the last byte
     */
    public Finding scan(byte[] window, int from, int to) {
        int at = from;
        while (at < to && finding == SEARCHING) {
            at = read(window, at, to);
        }
        return finding;
    }

    /** The answer for a page that ends here; never {@link Finding.Searching}. */
    public Finding end() {
        finding = finding == SEARCHING ? atEnd() : finding;
        return finding;
    }

    /**
     * The place will not be less than this offset, so everything before it may leave. It never decreases, and while the place is
     * searched it lies at most {@link #LOOK_BACK} bytes behind the scanned end.
     */
    public long safe() {
        if (finding instanceof Finding.Found found) {
            return found.offset();
        }
        return switch (phase) {
            case BYTE_ORDER_MARK -> finding == SEARCHING ? 0 : position;
            case MARKER -> finding == SEARCHING ? candidate.offset() : position;
            case TEXT, RAW_TEXT -> position;
            case REFERENCE, TAG, DECLARATION -> isHeld() ? tokenStart : position;
        };
    }

    /** The value of {@code <html lang>} as it stands in the page, or null where none was seen up to now. */
    public @Nullable String pageLanguage() {
        return tag.root().language();
    }

    /** Whether an html start tag was seen. */
    public boolean htmlTagSeen() {
        return tag.root().seen();
    }

    private boolean isHeld() {
        boolean doctypeOnly = phase == ScanPhase.DECLARATION && (tree.isInitial() || !declaration.mayBeDoctype());
        return finding == SEARCHING && mayBePlace && !doctypeOnly && position - tokenStart <= LOOK_BACK;
    }

    private int read(byte[] b, int from, int to) {
        return switch (phase) {
            case BYTE_ORDER_MARK -> byteOrderMark(b, from, to);
            case TEXT -> tree.inTemplate() ? templateText(b, from, to) : text(b, from, to);
            case REFERENCE -> reference(b, from, to);
            case TAG -> tag(b, from, to);
            case DECLARATION -> declaration(b, from, to);
            case RAW_TEXT -> rawText(b, from, to);
            case MARKER -> marker(b, from, to);
        };
    }

    private int byteOrderMark(byte[] b, int from, int to) {
        int at = advance(from, byteOrderMark.read(b, from, to));
        switch (byteOrderMark.verdict()) {
            case OPEN -> {}
            case NONE, UTF_8 -> phase = ScanPhase.TEXT;
            case UTF_16 -> finding = new Finding.Absent(Reason.ENCODING);
            case CHARACTER -> finding = new Finding.Found(0, Kind.BEFORE_TOKEN);
        }
        return at;
    }

    private int text(byte[] b, int from, int to) {
        int at = from;
        while (at < to && Ascii.isSpace(b[at])) {
            at++;
        }
        advance(from, at);
        if (at == to) {
            return to;
        }
        tokenStart = position;
        mayBePlace = true;
        switch (b[at]) {
            case '<' -> {
                tag.start();
                phase = ScanPhase.TAG;
            }
            case '&' -> {
                reference.start();
                phase = ScanPhase.REFERENCE;
            }
            default -> {
                insertBeforeToken();
                return at;
            }
        }
        return advance(at, at + 1);
    }

    private int templateText(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != '<') {
            at++;
        }
        if (at < to) {
            mayBePlace = false;
            tag.start();
            phase = ScanPhase.TAG;
            at++;
        }
        return advance(from, at);
    }

    private int reference(byte[] b, int from, int to) {
        int room = (int) (LOOK_BACK - (position - tokenStart));
        int at = advance(from, reference.read(b, from, Math.min(to, from + room)));
        switch (reference.meaning()) {
            case SPACE -> phase = ScanPhase.TEXT;
            case CHARACTER -> insertBeforeToken();
            case OPEN -> {
                if (position - tokenStart >= LOOK_BACK) {
                    finding = new Finding.Absent(Reason.LIMIT);
                }
            }
        }
        return at;
    }

    private int declaration(byte[] b, int from, int to) {
        int at = advance(from, declaration.read(b, from, to));
        if (declaration.isComplete()) {
            phase = ScanPhase.TEXT;
            if (declaration.isDoctype()) {
                tree.doctype(declaration.isFramesetDoctype());
            }
        }
        return at;
    }

    private int rawText(byte[] b, int from, int to) {
        int at = advance(from, rawText.read(b, from, to));
        if (rawText.hasEnded()) {
            mayBePlace = false;
            tag.startAfterEndTagName();
            phase = ScanPhase.TAG;
        }
        return at;
    }

    private int marker(byte[] b, int from, int to) {
        int at = advance(from, from + marker.compare(b, from, to));
        if (marker.isComplete()) {
            finding = new Finding.Absent(Reason.ALREADY_INJECTED);
        } else if (at < to) {
            finding = candidate;
        }
        return at;
    }

    private int tag(byte[] b, int from, int to) {
        int at = advance(from, tag.read(b, from, to));
        switch (tag.event()) {
            case MORE -> {}
            case NAME -> named();
            case TAG -> complete();
            case NOTHING -> phase = ScanPhase.TEXT;
            case DECLARATION, BOGUS_COMMENT -> {
                declaration.start(tag.event(), tree.inForeign());
                phase = ScanPhase.DECLARATION;
            }
            case TEXT -> {
                phase = ScanPhase.TEXT;
                if (!tree.inTemplate()) {
                    insertBeforeToken();
                }
            }
        }
        return at;
    }

    private void named() {
        if (!tree.opensBody(tag)) {
            return;
        }
        if (tag.isEndTag() || tree.hasFramesetDoctype() || !marker.startAfter(tag)) {
            insertBeforeToken();
        } else {
            candidate = new Finding.Found(tokenStart, Kind.BEFORE_TOKEN);
            phase = ScanPhase.MARKER;
        }
    }

    private void complete() {
        phase = ScanPhase.TEXT;
        switch (tree.take(tag)) {
            case TEXT -> {}
            case RAW_TEXT -> {
                rawText.start(tag.name());
                phase = ScanPhase.RAW_TEXT;
            }
            case BODY -> {
                candidate = new Finding.Found(position, Kind.AFTER_BODY_TAG);
                phase = ScanPhase.MARKER;
            }
            case PLAINTEXT -> finding = new Finding.Absent(Reason.UNTERMINATED);
            case FRAMESET -> finding = new Finding.Absent(Reason.FRAMESET);
            case AMP -> finding = new Finding.Absent(Reason.AMP);
            case UNKNOWABLE -> finding = new Finding.Absent(Reason.LIMIT);
        }
    }

    /** Moves the position along with the reader; returns {@code to}. */
    private int advance(int from, int to) {
        position += to - from;
        return to;
    }

    private void insertBeforeToken() {
        finding = tree.hasFramesetDoctype()
                ? new Finding.Absent(Reason.FRAMESET)
                : new Finding.Found(tokenStart, Kind.BEFORE_TOKEN);
    }

    /** What the standard's end-of-file rules make of the token at hand; with nothing to follow, no frameset can either. */
    private Finding atEnd() {
        return switch (phase) {
            case MARKER -> candidate;
            case TEXT -> tree.inTemplate() ? new Finding.Absent(Reason.UNTERMINATED) : appended();
            case RAW_TEXT -> new Finding.Absent(Reason.UNTERMINATED);
            case BYTE_ORDER_MARK -> position == 0 ? appended() : new Finding.Found(0, Kind.BEFORE_TOKEN);
            case REFERENCE ->
                reference.meaningAtEnd() == CharacterReference.Meaning.SPACE ? appended() : beforeTokenIfHeld();
            case TAG -> beforeTokenIfHeld();
            case DECLARATION -> declaration.isDoctype() ? beforeTokenIfHeld() : new Finding.Absent(Reason.UNTERMINATED);
        };
    }

    private Finding beforeTokenIfHeld() {
        return isHeld() ? new Finding.Found(tokenStart, Kind.BEFORE_TOKEN) : new Finding.Absent(Reason.UNTERMINATED);
    }

    private Finding appended() {
        return new Finding.Found(position, Kind.APPENDED);
    }
}
