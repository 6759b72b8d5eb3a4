package io.geocompliance.gateway.client;

import java.util.Optional;

/**
 * The textual form of addresses: IPv4 as four decimals (RFC 6943 3.1.1 "strict"), IPv6 as RFC 4291 2.2 writes it.
 *
 * <p>Nothing else is an address: no name, so nothing is ever resolved; no missing part, octal or hexadecimal number, so no two
 * programs read it differently; no zone id, which means something on one machine only; no IPv4-compatible {@code ::1.2.3.4}, which
 * RFC 4291 2.5.5.1 deprecates and which some parsers take for 1.2.3.4.
 */
public final class AddressLiteral {

    /** Eight groups and seven colons, the last two groups as four decimals: {@code ffff:…:ffff:255.255.255.255}. */
    private static final int LONGEST = 45;

    private AddressLiteral() {}

    /** The address, if the whole text is exactly one literal without brackets, port, zone id or blanks. */
    public static Optional<IpAddress> parse(CharSequence text) {
        int length = text.length();
        if (length > LONGEST) {
            return Optional.empty();
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) == ':') {
                return new Ipv6Literal(text).parse();
            }
        }
        long bits = v4Bits(text, 0);
        return bits < 0 ? Optional.empty() : Optional.of(IpAddress.v4((int) bits));
    }

    /**
     * The address as RFC 5952 writes it, for an operator who asked about it.
     *
     * <p>For {@code explain} and configuration messages only: a visitor's address is never written.
     */
    public static String format(IpAddress address) {
        return address.isV4() ? formatV4(address.v4Bits()) : Ipv6Literal.format(address.high(), address.low());
    }

    static String formatV4(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
    }

    /** The 32 bits of the four decimals that fill the text from an index to its end, or -1. */
    static long v4Bits(CharSequence text, int from) {
        long bits = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at >= text.length() || text.charAt(at++) != '.')) {
                return -1;
            }
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
                value = value * 10 + (text.charAt(at++) - '0');
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || leadingZero || value > 255) {
                return -1;
            }
            bits = bits << 8 | value;
        }
        return at == text.length() ? bits : -1;
    }

    /** Whether an ASCII digit: {@link Character#isDigit(char)} takes those of every script. */
    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
