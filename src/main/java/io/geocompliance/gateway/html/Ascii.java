package io.geocompliance.gateway.html;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The classes of bytes that the tokenizer tells apart; all of them ASCII, in whatever encoding the page is. */
final class Ascii {

    /** ESC, with which ISO-2022 encodings change their meaning of bytes. */
    static final byte ESCAPE = 0x1B;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Ascii() {}

    /**
     * The index of the next such byte, or {@code to}. Eight at a time: a byte that equals the wanted one becomes zero, and the lowest
     * zero byte has the lowest bit of {@code zeros} (Hacker's Delight, 6-1); bits above it may be of others.
     */
    static int next(byte wanted, byte[] b, int from, int to) {
        long pattern = (wanted & 0xFF) * ONES;
        int at = from;
        while (at <= to - Long.BYTES) {
            long word = (long) WORDS.get(b, at) ^ pattern;
            long zeros = word - ONES & ~word & HIGH_BITS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && b[at] != wanted) {
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
