package io.geocompliance.gateway.html;

/** Reads RCDATA, RAWTEXT and script data (WHATWG HTML 13.2.5.2 to .4 and .9 to .31) up to the end tag that ends it. */
final class RawTextReader {

    private static final long SCRIPT = Names.of("script");

    private ScanState state = ScanState.RAWTEXT;
    private boolean ended;

    /** The element whose end tag is waited for. */
    private long element;

    /** The letters after {@code </} or {@code <} so far. */
    private long name;

    /** Begins after the start tag of this element; script has states of its own. */
    void start(long elementName) {
        element = elementName;
        state = elementName == SCRIPT ? ScanState.SCRIPT_DATA : ScanState.RAWTEXT;
        ended = false;
    }

    /** Reads to the byte behind the name of the end tag, or to the bytes' end; returns the index of the first byte not read. */
    int read(byte[] b, int from, int to) {
        int at = from;
        while (at < to && !ended) {
            switch (state) {
                case RAWTEXT, SCRIPT_DATA -> {
                    at = skipToLessThan(b, at, to);
                    continue;
                }
                case SCRIPT_DATA_ESCAPED, SCRIPT_DATA_DOUBLE_ESCAPED -> at = skipToEdge(b, at, to);
                default -> {}
            }
            if (at < to && take(b[at])) {
                at++;
            }
        }
        return at;
    }

    /** Whether the end tag's name is complete; its attributes and {@code >} are still to be read. */
    boolean hasEnded() {
        return ended;
    }

    private int skipToLessThan(byte[] b, int from, int to) {
        int at = Ascii.next((byte) '<', b, from, to);
        if (at == to) {
            return to;
        }
        state = state == ScanState.RAWTEXT ? ScanState.RAWTEXT_LESS_THAN_SIGN : ScanState.SCRIPT_DATA_LESS_THAN_SIGN;
        return at + 1;
    }

    private static int skipToEdge(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != '<' && b[at] != '-') {
            at++;
        }
        return at;
    }

    /** Whether the byte is consumed; if not, it is read again in the new state. */
    private boolean take(byte b) {
        return switch (state) {
            case RAWTEXT_LESS_THAN_SIGN -> lessThan(b, ScanState.RAWTEXT, ScanState.RAWTEXT_END_TAG_NAME);
            case RAWTEXT_END_TAG_NAME -> endTagName(b, ScanState.RAWTEXT);
            case SCRIPT_DATA_LESS_THAN_SIGN -> scriptLessThan(b);
            case SCRIPT_DATA_END_TAG_NAME -> endTagName(b, ScanState.SCRIPT_DATA);
            case SCRIPT_DATA_ESCAPE_START -> escapeStart(b, ScanState.SCRIPT_DATA_ESCAPE_START_DASH);
            case SCRIPT_DATA_ESCAPE_START_DASH -> escapeStart(b, ScanState.SCRIPT_DATA_ESCAPED_DASH_DASH);
            case SCRIPT_DATA_ESCAPED, SCRIPT_DATA_ESCAPED_DASH, SCRIPT_DATA_ESCAPED_DASH_DASH -> escaped(b);
            case SCRIPT_DATA_ESCAPED_LESS_THAN_SIGN -> escapedLessThan(b);
            case SCRIPT_DATA_ESCAPED_END_TAG_NAME -> endTagName(b, ScanState.SCRIPT_DATA_ESCAPED);
            case SCRIPT_DATA_DOUBLE_ESCAPE_START ->
                toggle(b, ScanState.SCRIPT_DATA_DOUBLE_ESCAPED, ScanState.SCRIPT_DATA_ESCAPED);
            case SCRIPT_DATA_DOUBLE_ESCAPE_END ->
                toggle(b, ScanState.SCRIPT_DATA_ESCAPED, ScanState.SCRIPT_DATA_DOUBLE_ESCAPED);
            case SCRIPT_DATA_DOUBLE_ESCAPED_LESS_THAN_SIGN ->
                lessThan(b, ScanState.SCRIPT_DATA_DOUBLE_ESCAPED, ScanState.SCRIPT_DATA_DOUBLE_ESCAPE_END);
            default -> doubleEscaped(b);
        };
    }

    private boolean go(ScanState next, boolean consumed) {
        state = next;
        return consumed;
    }

    private boolean lessThan(byte b, ScanState text, ScanState afterSlash) {
        name = Names.NONE;
        return b == '/' ? go(afterSlash, true) : go(text, false);
    }

    /** End tag open and end tag name in one: a name without letters is nobody's. */
    private boolean endTagName(byte b, ScanState text) {
        if (Ascii.isLetter(b)) {
            name = Names.append(name, b);
            return true;
        }
        if (name == element && Ascii.endsTagName(b)) {
            ended = true;
            return false;
        }
        return go(text, false);
    }

    private boolean scriptLessThan(byte b) {
        return b == '!'
                ? go(ScanState.SCRIPT_DATA_ESCAPE_START, true)
                : lessThan(b, ScanState.SCRIPT_DATA, ScanState.SCRIPT_DATA_END_TAG_NAME);
    }

    private boolean escapeStart(byte b, ScanState next) {
        return b == '-' ? go(next, true) : go(ScanState.SCRIPT_DATA, false);
    }

    private boolean escaped(byte b) {
        return switch (b) {
            case '-' ->
                go(
                        state == ScanState.SCRIPT_DATA_ESCAPED
                                ? ScanState.SCRIPT_DATA_ESCAPED_DASH
                                : ScanState.SCRIPT_DATA_ESCAPED_DASH_DASH,
                        true);
            case '<' -> go(ScanState.SCRIPT_DATA_ESCAPED_LESS_THAN_SIGN, true);
            default -> go(afterDashes(b, ScanState.SCRIPT_DATA_ESCAPED), true);
        };
    }

    private boolean doubleEscaped(byte b) {
        return switch (b) {
            case '-' ->
                go(
                        state == ScanState.SCRIPT_DATA_DOUBLE_ESCAPED
                                ? ScanState.SCRIPT_DATA_DOUBLE_ESCAPED_DASH
                                : ScanState.SCRIPT_DATA_DOUBLE_ESCAPED_DASH_DASH,
                        true);
            case '<' -> go(ScanState.SCRIPT_DATA_DOUBLE_ESCAPED_LESS_THAN_SIGN, true);
            default -> go(afterDashes(b, ScanState.SCRIPT_DATA_DOUBLE_ESCAPED), true);
        };
    }

    /** {@code -->} leads back to plain script data from either depth. */
    private ScanState afterDashes(byte b, ScanState otherwise) {
        boolean afterTwo = state == ScanState.SCRIPT_DATA_ESCAPED_DASH_DASH
                || state == ScanState.SCRIPT_DATA_DOUBLE_ESCAPED_DASH_DASH;
        return b == '>' && afterTwo ? ScanState.SCRIPT_DATA : otherwise;
    }

    private boolean escapedLessThan(byte b) {
        name = Names.NONE;
        return Ascii.isLetter(b)
                ? go(ScanState.SCRIPT_DATA_DOUBLE_ESCAPE_START, false)
                : lessThan(b, ScanState.SCRIPT_DATA_ESCAPED, ScanState.SCRIPT_DATA_ESCAPED_END_TAG_NAME);
    }

    /** Reads a word; the word script leads to the other depth, any other one back. */
    private boolean toggle(byte b, ScanState other, ScanState same) {
        if (Ascii.isLetter(b)) {
            name = Names.append(name, b);
            return true;
        }
        if (Ascii.endsTagName(b)) {
            return go(name == SCRIPT ? other : same, true);
        }
        return go(same, false);
    }
}
