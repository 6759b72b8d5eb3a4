package io.geocompliance.gateway.audit.files;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What every line ends with: its index and 128 random bits. Without them a line could be guessed from its hash, for it says little. Owned by
 * one thread.
 */
final class LineSeal {

    private static final byte[] SEQ = ",\"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SALT = ",\"salt\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    private static final int SALT_BYTES = 16;
    private static final int SALT_CHARACTERS = 22;

    /** Drawn at once, because a draw costs more than its bytes. */
    private static final int DRAWN = 256 * SALT_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[DRAWN];
    private int next = DRAWN;

    /** The sealed line without LF, from a JSON object on one line with its LF. */
    byte[] seal(byte[] line, long index) {
        byte[] digits = Long.toString(index).getBytes(StandardCharsets.US_ASCII);
        int body = line.length - 2;
        byte[] sealed =
                Arrays.copyOf(line, body + SEQ.length + digits.length + SALT.length + SALT_CHARACTERS + END.length);
        int at = put(SEQ, sealed, body);
        at = put(digits, sealed, at);
        at = put(SALT, sealed, at);
        at = salt(sealed, at);
        put(END, sealed, at);
        return sealed;
    }

    private static int put(byte[] part, byte[] into, int at) {
        System.arraycopy(part, 0, into, at, part.length);
        return at + part.length;
    }

    /** Base64 for URLs (RFC 4648, section 5), unpadded. */
    private int salt(byte[] into, int from) {
        if (next == DRAWN) {
            random.nextBytes(drawn);
            next = 0;
        }
        int at = from;
        int bits = 0;
        int held = 0;
        for (int i = 0; i < SALT_BYTES; i++) {
            bits = bits << 8 | drawn[next + i] & 0xFF;
            held += 8;
            while (held >= 6) {
                held -= 6;
                into[at++] = ALPHABET[bits >>> held & 0x3F];
            }
            bits &= (1 << held) - 1;
        }
        into[at++] = ALPHABET[bits << 6 - held & 0x3F];
        Arrays.fill(drawn, next, next + SALT_BYTES, (byte) 0);
        next += SALT_BYTES;
        return at;
    }

    /** Whether a line is an object that is sealed with this index. */
    static boolean isSealed(byte[] line, long index) {
        byte[] seq = (",\"seq\":" + index + ",\"salt\":\"").getBytes(StandardCharsets.US_ASCII);
        int at = line.length - END.length - SALT_CHARACTERS - seq.length;
        return at > 0
                && line[0] == '{'
                && Arrays.equals(line, at, at + seq.length, seq, 0, seq.length)
                && Arrays.equals(line, line.length - END.length, line.length, END, 0, END.length)
                && isSalt(line, at + seq.length);
    }

    private static boolean isSalt(byte[] line, int from) {
        try {
            return Base64.getUrlDecoder().decode(Arrays.copyOfRange(line, from, from + SALT_CHARACTERS)).length
                    == SALT_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
