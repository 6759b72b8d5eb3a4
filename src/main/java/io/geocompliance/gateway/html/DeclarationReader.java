package io.geocompliance.gateway.html;

/** Reads what begins with {@code <!}, and bogus comments (WHATWG HTML 13.2.5.41 to .71), to the end. */
final class DeclarationReader {

    private static final byte[] DASHES = {'-', '-'};
    private static final byte[] DOCTYPE = {'d', 'o', 'c', 't', 'y', 'p', 'e'};
    private static final byte[] CDATA = {'[', 'C', 'D', 'A', 'T', 'A', '['};
    private static final byte[] FRAMESET = {'f', 'r', 'a', 'm', 'e', 's', 'e', 't'};

    private ScanState state = ScanState.MARKUP_DECLARATION_OPEN;

    /** Whether CDATA sections are one: only where the element around is foreign. */
    private boolean inForeign;

    private boolean complete;

    /** What an open declaration can still become, and how much of that is there. */
    private byte[] opening = DOCTYPE;

    private int matched;

    /** How much of the word frameset the DOCTYPE's last bytes are; its full length stays. */
    private int framesetMatched;

    /** Begins after {@code <!} or inside a comment that is none. */
    void start(TagReader.Event event, boolean foreign) {
        state = event == TagReader.Event.DECLARATION ? ScanState.MARKUP_DECLARATION_OPEN : ScanState.BOGUS_COMMENT;
        inForeign = foreign;
        complete = false;
        opening = DOCTYPE;
        matched = 0;
        framesetMatched = 0;
    }

    /** Reads to the construct's end or the bytes'; returns the index of the first byte not read. */
    int read(byte[] b, int from, int to) {
        int at = from;
        while (at < to && !complete) {
            at = switch (state) {
                case MARKUP_DECLARATION_OPEN -> open(b[at], at);
                case BOGUS_COMMENT -> bogusComment(b, at, to);
                case DOCTYPE -> doctype(b, at, to);
                case COMMENT -> comment(b, at, to);
                case CDATA_SECTION -> cdata(b, at, to);
                case CDATA_SECTION_BRACKET, CDATA_SECTION_END -> cdataBracket(b[at], at);
                default -> commentEdge(b[at], at);
            };
        }
        return at;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isDoctype() {
        return state == ScanState.DOCTYPE;
    }

    /** Whether this may be a DOCTYPE. */
    boolean mayBeDoctype() {
        return isDoctype() || (state == ScanState.MARKUP_DECLARATION_OPEN && opening == DOCTYPE);
    }

    /** Whether the complete DOCTYPE is one of the public identifiers "… Frameset//EN". */
    boolean isFramesetDoctype() {
        return isDoctype() && framesetMatched == FRAMESET.length;
    }

    private int open(byte b, int at) {
        if (matched == 0) {
            opening = b == '-' ? DASHES : b == '[' && inForeign ? CDATA : DOCTYPE;
        }
        int read = opening == DOCTYPE ? Ascii.lower(b) : b;
        if (read != opening[matched]) {
            state = ScanState.BOGUS_COMMENT; // none of the bytes read so far could have ended it
            return at;
        }
        matched++;
        if (matched == opening.length) {
            state = opening == DASHES
                    ? ScanState.COMMENT_START
                    : opening == CDATA ? ScanState.CDATA_SECTION : ScanState.DOCTYPE;
        }
        return at + 1;
    }

    private int bogusComment(byte[] b, int from, int to) {
        int at = Ascii.next((byte) '>', b, from, to);
        complete = at < to;
        return complete ? at + 1 : to;
    }

    private int doctype(byte[] b, int from, int to) {
        for (int at = from; at < to; at++) {
            if (b[at] == '>') {
                complete = true;
                return at + 1;
            }
            if (framesetMatched < FRAMESET.length) {
                int lower = Ascii.lower(b[at]);
                // The word begins with its only f, so a mismatch falls back to its beginning.
                framesetMatched = lower == FRAMESET[framesetMatched] ? framesetMatched + 1 : lower == 'f' ? 1 : 0;
            }
        }
        return to;
    }

    private int comment(byte[] b, int from, int to) {
        int at = Ascii.next((byte) '-', b, from, to);
        if (at == to) {
            return to;
        }
        state = ScanState.COMMENT_END_DASH;
        return at + 1;
    }

    /** The states around a comment's dashes, one byte each. */
    private int commentEdge(byte b, int at) {
        boolean ends = b == '>' && state != ScanState.COMMENT_END_DASH;
        if (ends) {
            complete = true;
            return at + 1;
        }
        state = switch (state) {
            case COMMENT_START -> b == '-' ? ScanState.COMMENT_START_DASH : ScanState.COMMENT;
            case COMMENT_START_DASH, COMMENT_END_DASH -> b == '-' ? ScanState.COMMENT_END : ScanState.COMMENT;
            case COMMENT_END ->
                b == '-' ? ScanState.COMMENT_END : b == '!' ? ScanState.COMMENT_END_BANG : ScanState.COMMENT;
            default -> b == '-' ? ScanState.COMMENT_END_DASH : ScanState.COMMENT;
        };
        return at + 1;
    }

    private int cdata(byte[] b, int from, int to) {
        int at = Ascii.next((byte) ']', b, from, to);
        if (at == to) {
            return to;
        }
        state = ScanState.CDATA_SECTION_BRACKET;
        return at + 1;
    }

    private int cdataBracket(byte b, int at) {
        if (b == ']') {
            state = ScanState.CDATA_SECTION_END;
        } else {
            complete = b == '>' && state == ScanState.CDATA_SECTION_END;
            state = ScanState.CDATA_SECTION;
        }
        return at + 1;
    }
}
