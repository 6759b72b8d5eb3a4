package io.geocompliance.gateway.geo;

/**
 * The addresses of one family that share their first bits.
 *
 * @param isV4 whether it is of IPv4; then the address stands in the last 32 bits and the length counts them alone
 * @param high the first 64 bits of its first address, 0 for IPv4
 * @param low the last 64 bits
 * @param length 0 to 32, or 0 to 128
 */
public record Prefix(boolean isV4, long high, long low, int length) {

    private static final int V4_OFFSET = 96;

    /** How many of all 128 bits are fixed. */
    int fixedBits() {
        return isV4 ? V4_OFFSET + length : length;
    }

    /** The upper 64 bits of the last address. */
    long lastHigh() {
        int fixed = fixedBits();
        return fixed >= Long.SIZE ? high : high | -1L >>> fixed;
    }

    /** The lower 64 bits of the last address. */
    long lastLow() {
        int fixed = fixedBits();
        return fixed <= Long.SIZE ? -1L : fixed == 2 * Long.SIZE ? low : low | -1L >>> (fixed - Long.SIZE);
    }
}
