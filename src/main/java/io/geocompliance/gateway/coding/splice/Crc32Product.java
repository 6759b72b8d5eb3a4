package io.geocompliance.gateway.coding.splice;

/**
 * How a CRC-32 changes when bytes go in before its end: products of polynomials over GF(2) modulo the CRC's own, bits reflected as
 * RFC 1952 8 has them (bit 31 is x^0).
 */
final class Crc32Product {

    private static final int POLYNOMIAL = 0xedb88320;
    private static final int ONE = 1 << 31;

    /** x^(8 * 2^k); the squares repeat after 32. */
    private static final int[] BYTE_SQUARES = new int[32];

    static {
        int square = 1 << 23;
        for (int k = 0; k < BYTE_SQUARES.length; k++) {
            BYTE_SQUARES[k] = square;
            square = times(square, square);
        }
    }

    private Crc32Product() {}

    static int times(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bits = a; bits != 0; bits <<= 1) {
            // All ones where the highest bit is set, so that nothing depends on a guess of the processor.
            product ^= shifted & bits >> 31;
            shifted = shifted >>> 1 ^ POLYNOMIAL & -(shifted & 1);
        }
        return product;
    }

    /** x^(8 * bytes): what a CRC is multiplied with when so many bytes follow. */
    static int shift(long bytes) {
        int power = ONE;
        int k = 0;
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                power = times(power, BYTE_SQUARES[k & 31]);
            }
            k++;
        }
        return power;
    }
}
