package io.geocompliance.gateway.html;

/** The classes of bytes that the tokenizer tells apart; all of them ASCII, in whatever encoding the page is. */
final class Ascii {

    /** ESC, with which ISO-2022 encodings change their meaning of bytes. */
    static final byte ESCAPE = 0x1B;

    private Ascii() {}

    /** The index of the next escape code, or {@code to}. */
    static int nextEscape(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != ESCAPE) {
            at++;
        }
        return at;
    }

    /** TAB, LF, FF, CR, SPACE: the standard's white space after its newlines are normalised. */
    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f';
    }

    static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** What ends a tag name: white space, {@code /} or {@code >}. */
    static boolean endsTagName(byte b) {
        return b == '>' || b == '/' || isSpace(b);
    }

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b | 0x20 : b & 0xFF;
    }
}
