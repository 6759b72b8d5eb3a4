package io.geocompliance.gateway.html;

/** Reads a character reference (WHATWG HTML 13.2.5.72 ff.) as far as it takes to say whether it is white space. */
final class CharacterReference {

    private static final byte[] TAB = {'T', 'a', 'b', ';'};
    private static final byte[] NEW_LINE = {'N', 'e', 'w', 'L', 'i', 'n', 'e', ';'};

    private ScanState state = ScanState.CHARACTER_REFERENCE;
    private Meaning meaning = Meaning.OPEN;

    /** The number so far; never grows beyond a little more than white space. */
    private int value;

    /** The one name the letters so far can still become, and how many of it are there. */
    private byte[] name = TAB;

    private int matched;

    /** Begins after the ampersand. */
    void start() {
        state = ScanState.CHARACTER_REFERENCE;
        meaning = Meaning.OPEN;
        value = 0;
        matched = 0;
    }

    /** Reads until the meaning is known; returns the index of the first byte that is not part of the reference. */
    int read(byte[] b, int from, int to) {
        int at = from;
        while (at < to && meaning == Meaning.OPEN) {
            if (take(b[at])) {
                at++;
            }
        }
        return at;
    }

    Meaning meaning() {
        return meaning;
    }

    /** The meaning if the page ends here. */
    Meaning meaningAtEnd() {
        return isNumber() ? ofNumber() : Meaning.CHARACTER;
    }

    private boolean isNumber() {
        return state == ScanState.DECIMAL_CHARACTER_REFERENCE || state == ScanState.HEXADECIMAL_CHARACTER_REFERENCE;
    }

    private Meaning ofNumber() {
        return Ascii.isSpace((byte) value) ? Meaning.SPACE : Meaning.CHARACTER;
    }

    /** Whether the byte belongs to the reference. */
    private boolean take(byte b) {
        return switch (state) {
            case CHARACTER_REFERENCE -> begin(b);
            case NAMED_CHARACTER_REFERENCE -> letter(b);
            case NUMERIC_CHARACTER_REFERENCE -> {
                if (Ascii.lower(b) == 'x') {
                    state = ScanState.HEXADECIMAL_CHARACTER_REFERENCE_START;
                    yield true;
                }
                yield digit(b, 10, ScanState.DECIMAL_CHARACTER_REFERENCE);
            }
            case DECIMAL_CHARACTER_REFERENCE -> digit(b, 10, state);
            default -> digit(b, 16, ScanState.HEXADECIMAL_CHARACTER_REFERENCE);
        };
    }

    private boolean begin(byte b) {
        if (b == '#') {
            state = ScanState.NUMERIC_CHARACTER_REFERENCE;
            return true;
        }
        state = ScanState.NAMED_CHARACTER_REFERENCE;
        name = b == 'N' ? NEW_LINE : TAB;
        return letter(b);
    }

    /** Of the named references only these two are white space; both need their semicolon. */
    private boolean letter(byte b) {
        if (b != name[matched]) {
            meaning = Meaning.CHARACTER;
            return false;
        }
        matched++;
        if (matched == name.length) {
            meaning = Meaning.SPACE;
        }
        return true;
    }

    private boolean digit(byte b, int radix, ScanState next) {
        int digit = Character.digit(b, radix);
        if (digit < 0) {
            meaning = meaningAtEnd();
            return b == ';' && meaning == Meaning.SPACE;
        }
        state = next;
        value = value * radix + digit;
        if (value > ' ') {
            meaning = Meaning.CHARACTER;
        }
        return true;
    }

    /** What a reference stands for, as far as the scanner cares. */
    enum Meaning {
        /** More bytes decide. */
        OPEN,
        /** White space. */
        SPACE,
        /** Anything else, a lone ampersand included. */
        CHARACTER
    }
}
