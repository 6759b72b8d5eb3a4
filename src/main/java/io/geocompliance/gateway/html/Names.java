package io.geocompliance.gateway.html;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Tag names as numbers, built byte by byte without regard to case.
 *
 * <p>Up to 12 letters, digits and hyphens of a name are packed exactly, five bits each; a longer or stranger name becomes a
 * negative hash. All names that decide where a notice goes are of the exact sort.
 */
final class Names {

    static final long NONE = 0;

    private static final int HYPHEN = 27;
    private static final int DIGIT = 28;
    private static final long EXACT_LIMIT = 1L << 55;
    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private Names() {}

    /** The name that continues {@code name} with {@code b}. */
    static long append(long name, byte b) {
        int code = code(b);
        if (name < 0 || name >= EXACT_LIMIT || code == 0) {
            return (name * HASH_FACTOR + Ascii.lower(b)) | Long.MIN_VALUE;
        }
        return name << 5 | code;
    }

    static long of(String text) {
        long name = NONE;
        for (int i = 0; i < text.length(); i++) {
            name = append(name, (byte) text.charAt(i));
        }
        return name;
    }

    /** The names of a list in words, in the order that {@link #has} needs. */
    static long[] sorted(String words) {
        return Stream.of(words.split(" ")).mapToLong(Names::of).sorted().toArray();
    }

    static boolean has(long[] sorted, long name) {
        return Arrays.binarySearch(sorted, name) >= 0;
    }

    /** One code for all digits: of the names that matter only h1 to h6 have one, and they are alike. */
    private static int code(byte b) {
        if (Ascii.isLetter(b)) {
            return b & 0x1F;
        }
        if (b == '-') {
            return HYPHEN;
        }
        return Ascii.isDigit(b) ? DIGIT : 0;
    }
}
