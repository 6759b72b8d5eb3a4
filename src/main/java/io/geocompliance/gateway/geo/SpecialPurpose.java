package io.geocompliance.gateway.geo;

import java.util.List;

/**
 * Addresses that belong to no visitor's network, whatever a database says.
 *
 * <p>The IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, as of 2025-10), multicast (RFC 5771, RFC 4291) and former
 * class E. An entry counts unless the registry calls it globally reachable; the most specific entry decides. 64:ff9b::/96 is globally
 * reachable; 2002::/16 and 2001::/32 ("N/A") are not, because {@code client} takes the IPv4 address out of them before a lookup.
 */
final class SpecialPurpose {

    static final int RESERVED = 1;
    static final int ORDINARY = 0;

    private static final List<PrefixPaint.Stroke> V4 = List.of(
            v4(0, 0, 0, 8), // this network
            v4(10, 0, 0, 8), // private use
            v4(100, 64, 0, 10), // shared address space
            v4(127, 0, 0, 8), // loopback
            v4(169, 254, 0, 16), // link local
            v4(172, 16, 0, 12), // private use
            v4(192, 0, 0, 24), // IETF protocol assignments
            v4Host(0xC000_0009L), // 192.0.0.9/32, port control protocol anycast
            v4Host(0xC000_000AL), // 192.0.0.10/32, TURN anycast
            v4(192, 0, 2, 24), // TEST-NET-1
            v4(192, 88, 99, 24), // former 6to4 relay anycast
            v4(192, 168, 0, 16), // private use
            v4(198, 18, 0, 15), // benchmarking
            v4(198, 51, 100, 24), // TEST-NET-2
            v4(203, 0, 113, 24), // TEST-NET-3
            v4(224, 0, 0, 4), // multicast
            v4(240, 0, 0, 4)); // reserved, limited broadcast

    private static final List<PrefixPaint.Stroke> V6 = List.of(
            v6(0, 0, 128, RESERVED), // unspecified
            v6(0, 1, 128, RESERVED), // loopback
            v6(0, 0xFFFF_0000_0000L, 96, RESERVED), // IPv4-mapped
            v6(0x0064_FF9B_0001_0000L, 0, 48, RESERVED), // local-use translation
            v6(0x0100_0000_0000_0000L, 0, 64, RESERVED), // discard only
            v6(0x0100_0000_0000_0001L, 0, 64, RESERVED), // dummy prefix
            v6(0x2001_0000_0000_0000L, 0, 23, RESERVED), // IETF protocol assignments, Teredo
            v6(0x2001_0001_0000_0000L, 1, 128, ORDINARY), // port control protocol anycast
            v6(0x2001_0001_0000_0000L, 2, 128, ORDINARY), // TURN anycast
            v6(0x2001_0001_0000_0000L, 3, 128, ORDINARY), // DNS-SD service registration anycast
            v6(0x2001_0003_0000_0000L, 0, 32, ORDINARY), // automatic multicast tunnelling
            v6(0x2001_0004_0112_0000L, 0, 48, ORDINARY), // AS112
            v6(0x2001_0020_0000_0000L, 0, 28, ORDINARY), // ORCHIDv2
            v6(0x2001_0030_0000_0000L, 0, 28, ORDINARY), // drone remote identification
            v6(0x2001_0DB8_0000_0000L, 0, 32, RESERVED), // documentation
            v6(0x2002_0000_0000_0000L, 0, 16, RESERVED), // 6to4
            v6(0x3FFF_0000_0000_0000L, 0, 20, RESERVED), // documentation
            v6(0x5F00_0000_0000_0000L, 0, 16, RESERVED), // segment routing SIDs
            v6(0xFC00_0000_0000_0000L, 0, 7, RESERVED), // unique local
            v6(0xFE80_0000_0000_0000L, 0, 10, RESERVED), // link local
            v6(0xFF00_0000_0000_0000L, 0, 8, RESERVED)); // multicast

    private SpecialPurpose() {}

    static IpRanges v4() {
        return paint(V4);
    }

    static IpRanges v6() {
        return paint(V6);
    }

    private static PrefixPaint.Stroke v4(int first, int second, int third, int prefixLength) {
        return new PrefixPaint.Stroke(
                new Prefix(true, 0, (long) first << 24 | second << 16 | third << 8, prefixLength), RESERVED);
    }

    private static PrefixPaint.Stroke v4Host(long address) {
        return new PrefixPaint.Stroke(new Prefix(true, 0, address, Integer.SIZE), ORDINARY);
    }

    private static PrefixPaint.Stroke v6(long high, long low, int prefixLength, int kind) {
        return new PrefixPaint.Stroke(new Prefix(false, high, low, prefixLength), kind);
    }

    private static IpRanges paint(List<PrefixPaint.Stroke> registry) {
        return PrefixPaint.over(ORDINARY, registry);
    }
}
