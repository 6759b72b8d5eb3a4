package io.geocompliance.gateway.client;

/**
 * A network: the addresses of one family that share a prefix.
 *
 * @param network its first address; host bits are zero
 * @param prefixLength 0 to 32, or 0 to 128
 */
public record Cidr(IpAddress network, int prefixLength) {

    public Cidr {
        if (prefixLength < 0 || prefixLength > bits(network)) {
            throw new IllegalArgumentException(
                    "A prefix length is from 0 to " + bits(network) + " here, not " + prefixLength);
        }
        IpAddress first = first(network, prefixLength);
        if (!first.equals(network)) {
            throw new IllegalArgumentException(AddressLiteral.format(network) + "/" + prefixLength
                    + " has bits set behind its prefix; the network is " + AddressLiteral.format(first) + "/"
                    + prefixLength);
        }
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a bare address is the network of itself alone.
     *
     * @throws IllegalArgumentException with a sentence for the operator who wrote it
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        IpAddress network = AddressLiteral.parse(literal)
                .orElseThrow(() -> new IllegalArgumentException("\"" + literal
                        + "\" is not an IP address; networks are written like 10.0.0.0/8 or 2001:db8::/32"));
        return new Cidr(network, slash < 0 ? bits(network) : prefixLength(text, text.substring(slash + 1)));
    }

    private static int prefixLength(String text, String length) {
        boolean decimal = !length.isEmpty()
                && length.length() <= 3
                && length.chars().allMatch(c -> AddressLiteral.isDigit((char) c))
                && (length.length() == 1 || length.charAt(0) != '0');
        if (!decimal) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has no prefix length behind its slash; it is a number as in 10.0.0.0/8");
        }
        return Integer.parseInt(length);
    }

    /** Whether the address is of the same family and lies in the network. */
    public boolean contains(IpAddress address) {
        if (address.isV4() != network.isV4()) {
            return false;
        }
        if (network.isV4()) {
            return (network.low() ^ address.low()) >>> (32 - prefixLength) == 0;
        }
        long highDifference = network.high() ^ address.high();
        if (prefixLength <= 64) {
            return prefixLength == 0 || highDifference >>> (64 - prefixLength) == 0;
        }
        return highDifference == 0 && (network.low() ^ address.low()) >>> (128 - prefixLength) == 0;
    }

    /** The network as an operator writes it. */
    public String literal() {
        return AddressLiteral.format(network) + "/" + prefixLength;
    }

    private static int bits(IpAddress address) {
        return address.isV4() ? 32 : 128;
    }

    private static IpAddress first(IpAddress address, int prefixLength) {
        if (address.isV4()) {
            return IpAddress.v4(address.v4Bits() & (int) leadingOnes(prefixLength + 32));
        }
        return IpAddress.v6(
                address.high() & leadingOnes(Math.min(prefixLength, 64)),
                address.low() & leadingOnes(Math.max(prefixLength - 64, 0)));
    }

    private static long leadingOnes(int count) {
        return count == 0 ? 0 : -1L << (64 - count);
    }
}
