package io.geocompliance.gateway.client;

/**
 * An IPv4 or IPv6 address as bits.
 *
 * @param isV4 whether this is an IPv4 address, kept in the low 32 bits of {@code low}
 * @param high the first 64 bits of an IPv6 address, 0 for IPv4
 * @param low the last 64 bits of an IPv6 address, or the IPv4 address
 */
public record IpAddress(boolean isV4, long high, long low) {

    public IpAddress {
        if (isV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("An IPv4 address has 32 bits");
        }
    }

    /** An IPv4 address from its 32 bits. */
    public static IpAddress v4(int bits) {
        return new IpAddress(true, 0, bits & 0xFFFF_FFFFL);
    }

    /** An IPv6 address from its 128 bits. */
    public static IpAddress v6(long high, long low) {
        return new IpAddress(false, high, low);
    }

    /** The 32 bits of an IPv4 address. */
    public int v4Bits() {
        return (int) low;
    }

    /** Says nothing: an address must not reach a log by being printed. */
    @Override
    public String toString() {
        return isV4 ? "(an IPv4 address)" : "(an IPv6 address)";
    }
}
