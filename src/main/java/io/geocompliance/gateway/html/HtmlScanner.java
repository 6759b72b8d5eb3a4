package io.geocompliance.gateway.html;

import io.geocompliance.gateway.html.Outcome.Kind;
import io.geocompliance.gateway.html.Outcome.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one place in a page where an element becomes the first child of its body and changes nothing else.
 *
 * <p>It is the tokenizer and the tree construction of WHATWG HTML 13.2.5 and 13.2.6.4.1 to .6, scripting enabled, as far as they
 * decide that place; and of .7 for as long as a frameset may still replace an implied body (src/docs/decisions/0004-frameset.md).
 * It reads the bytes of any ASCII-compatible encoding in chunks of any size, keeps none of them and allocates nothing; what it
 * finds depends on the page alone, never on where the chunks are cut. One scanner reads one page, on one thread.
 */
public final class HtmlScanner implements PlaceScanner {

    /** How far the place may lie behind the scanned end, in bytes, while it is searched: {@code scanned - safe}. */
    public static final int LOOK_BACK = 1024;

    private static final Finding SEARCHING = new Finding.Searching();
    private final TagReader tag = new TagReader();
    private final DeclarationReader declaration = new DeclarationReader();
    private final RawTextReader rawText = new RawTextReader();
    private final TextReader text = new TextReader();
    private final TreeConstruction tree = new TreeConstruction();
    private final ByteOrderMark byteOrderMark = new ByteOrderMark();
    private final FramesetWatch watch = new FramesetWatch();
    private final Candidate candidate;

    private ScanPhase phase = ScanPhase.BYTE_ORDER_MARK;
    private Finding finding = SEARCHING;

    /** Offset of the next byte to be read. */
    private long position;

    /** Offset of the current token's first byte. */
    private long tokenStart;

    /** Whether a page that ends inside the current token may have its place before it. */
    private boolean mayBePlace;

    /**
     * A scanner at the beginning of a page.
     *
     * @param alreadyMarker what every fragment of this gateway begins with: {@code <}, a letter, at most 64 bytes
     */
    public HtmlScanner(byte[] alreadyMarker) {
        candidate = new Candidate(alreadyMarker);
    }

    @Override
    public Finding scan(byte[] window, int from, int to) {
        int at = from;
        int escape = from - 1;
        while (at < to && finding == SEARCHING) {
            escape = escape < at ? Ascii.next(Ascii.ESCAPE, window, at, to) : escape;
            if (at == escape && mayHideMarkup()) {
                finding = new Finding.Absent(Reason.ENCODING);
            } else {
                at = step(window, at, at == escape ? at + 1 : escape);
            }
        }
        return finding;
    }

    @Override
    public Finding end() {
        finding = finding == SEARCHING ? atEnd() : finding;
        return finding;
    }

    @Override
    public long safe() {
        Finding.Found place = finding instanceof Finding.Found found ? found : candidate.place();
        if (finding instanceof Finding.Absent || place == null) {
            return phase == ScanPhase.BYTE_ORDER_MARK && finding == SEARCHING ? 0 : isHeld() ? tokenStart : position;
        }
        return place.offset();
    }

    @Override
    public @Nullable String pageLanguage() {
        return tag.root().language();
    }

    @Override
    public boolean htmlTagSeen() {
        return tag.root().seen();
    }

    /** Whether ESC here may begin text of ISO-2022-JP in which any byte may look like markup; as text it opens the body before that. */
    private boolean mayHideMarkup() {
        return candidate.place() == null && (phase != ScanPhase.TEXT || tree.inTemplate());
    }

    /** Whether the current token is kept because the place may be before it. */
    private boolean isHeld() {
        boolean kept = switch (phase) {
            case TAG -> true;
            case TEXT -> text.isInReference();
            case DECLARATION -> !tree.isInitial() && declaration.mayBeDoctype();
            case BYTE_ORDER_MARK, RAW_TEXT, MARKER, WATCH -> false;
        };
        return kept && finding == SEARCHING && mayBePlace && position - tokenStart <= LOOK_BACK;
    }

    /** Reads on; behind a candidate no further than its bytes can be kept. */
    private int step(byte[] b, int from, int to) {
        Finding.Found place = candidate.place();
        boolean comparing = candidate.isComparing();
        int at = read(b, from, place == null ? to : (int) Math.min(to, from + place.offset() + LOOK_BACK - position));
        if (comparing) {
            candidate.compare(b, from, at);
        }
        finding = finding == SEARCHING ? candidate.finding(SEARCHING) : finding;
        if (place != null && finding == SEARCHING && position == place.offset() + LOOK_BACK) {
            finding = tree.hasFramesetDoctype() ? new Finding.Absent(Reason.FRAMESET) : place;
        }
        return at;
    }

    private int read(byte[] b, int from, int to) {
        return switch (phase) {
            case BYTE_ORDER_MARK -> byteOrderMark(b, from, to);
            case TEXT -> text(b, from, to);
            case TAG -> tag(b, from, to);
            case DECLARATION -> declaration(b, from, to);
            case RAW_TEXT -> rawText(b, from, to);
            case MARKER -> advance(from, from + 1);
            case WATCH -> watch(b, from, to);
        };
    }

    private int byteOrderMark(byte[] b, int from, int to) {
        int at = advance(from, byteOrderMark.read(b, from, to));
        switch (byteOrderMark.verdict()) {
            case OPEN -> {}
            case NONE, UTF_8 -> phase = ScanPhase.TEXT;
            case UTF_16 -> finding = new Finding.Absent(Reason.ENCODING);
            case CHARACTER -> character();
        }
        return at;
    }

    private int text(byte[] b, int from, int to) {
        int at = advance(from, text.read(b, from, to, where()));
        tokenStart = position - text.tokenLength();
        mayBePlace = !tree.inTemplate();
        switch (text.event()) {
            case MORE -> {}
            case LESS_THAN_SIGN -> {
                tag.start();
                phase = ScanPhase.TAG;
            }
            case CHARACTER -> character();
            case TOO_LONG -> finding = new Finding.Absent(Reason.LIMIT);
        }
        return at;
    }

    private TextReader.Within where() {
        if (tree.inTemplate()) {
            return TextReader.Within.TEMPLATE;
        }
        return candidate.place() == null ? TextReader.Within.BEFORE_BODY : TextReader.Within.BODY;
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

    private int watch(byte[] b, int from, int to) {
        int at = advance(from, watch.read(b, from, to));
        if (watch.isFound()) {
            finding = new Finding.Absent(Reason.FRAMESET);
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
                    openBody();
                    candidate.settle();
                }
            }
        }
        return at;
    }

    private void named() {
        if (tree.opensBody(tag)) {
            openBody();
            candidate.startComparing(tag);
        }
        if (tree.settlesBody(tag)) {
            candidate.settle();
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
                candidate.afterBodyTag(position);
                phase = ScanPhase.MARKER;
            }
            case PLAINTEXT -> finding = new Finding.Absent(Reason.UNTERMINATED);
            case FRAMESET -> finding = new Finding.Absent(Reason.FRAMESET);
            case AMP -> finding = new Finding.Absent(Reason.AMP);
            case UNKNOWABLE -> finding = new Finding.Absent(Reason.LIMIT);
            case WATCH -> phase = ScanPhase.WATCH;
        }
    }

    /** A character that is not white space: it opens the body, if nothing has, and no frameset can replace that. */
    private void character() {
        if (openBody() || !text.isAfterSpace() || !tree.hidesTextBehindSpace()) {
            candidate.settle();
        }
    }

    /** Opens the body if nothing has; says whether nothing had. */
    private boolean openBody() {
        boolean opens = candidate.place() == null;
        if (opens) {
            candidate.beforeToken(tokenStart);
            tree.openBody();
        }
        return opens;
    }

    /** Moves the position along with the reader; returns {@code to}. */
    private int advance(int from, int to) {
        position += to - from;
        return to;
    }

    /** What the standard's end-of-file rules make of the token at hand; with nothing to follow, no frameset can either. */
    private Finding atEnd() {
        if (candidate.place() != null) {
            return candidate.place();
        }
        return switch (phase) {
            case TEXT -> atEndOfText();
            case BYTE_ORDER_MARK -> position == 0 ? appended() : new Finding.Found(0, Kind.BEFORE_TOKEN);
            case TAG -> beforeTokenIfHeld();
            case DECLARATION -> declaration.isDoctype() ? beforeTokenIfHeld() : new Finding.Absent(Reason.UNTERMINATED);
            case RAW_TEXT, MARKER, WATCH -> new Finding.Absent(Reason.UNTERMINATED);
        };
    }

    private Finding atEndOfText() {
        Finding open = text.isSpaceAtEnd() ? appended() : beforeTokenIfHeld();
        return tree.inTemplate() ? new Finding.Absent(Reason.UNTERMINATED) : open;
    }

    private Finding beforeTokenIfHeld() {
        return isHeld() ? new Finding.Found(tokenStart, Kind.BEFORE_TOKEN) : new Finding.Absent(Reason.UNTERMINATED);
    }

    private Finding appended() {
        return new Finding.Found(position, Kind.APPENDED);
    }
}
