package io.geocompliance.gateway.geo;

import java.util.Comparator;
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

    private static final List<Block> V4 = List.of(
            v4(0, 0, 0, 8), // this network
            v4(10, 0, 0, 8), // private use
            v4(100, 64, 0, 10), // shared address space
            v4(127, 0, 0, 8), // loopback
            v4(169, 254, 0, 16), // link local
            v4(172, 16, 0, 12), // private use
            v4(192, 0, 0, 24), // IETF protocol assignments
            new Block(0, 0xC000_0009L, 128, ORDINARY), // 192.0.0.9/32, port control protocol anycast
            new Block(0, 0xC000_000AL, 128, ORDINARY), // 192.0.0.10/32, TURN anycast
            v4(192, 0, 2, 24), // TEST-NET-1
            v4(192, 88, 99, 24), // former 6to4 relay anycast
            v4(192, 168, 0, 16), // private use
            v4(198, 18, 0, 15), // benchmarking
            v4(198, 51, 100, 24), // TEST-NET-2
            v4(203, 0, 113, 24), // TEST-NET-3
            v4(224, 0, 0, 4), // multicast
            v4(240, 0, 0, 4)); // reserved, limited broadcast

    private static final List<Block> V6 = List.of(
            new Block(0, 0, 128, RESERVED), // unspecified
            new Block(0, 1, 128, RESERVED), // loopback
            new Block(0, 0xFFFF_0000_0000L, 96, RESERVED), // IPv4-mapped
            new Block(0x0064_FF9B_0001_0000L, 0, 48, RESERVED), // local-use translation
            new Block(0x0100_0000_0000_0000L, 0, 64, RESERVED), // discard only
            new Block(0x0100_0000_0000_0001L, 0, 64, RESERVED), // dummy prefix
            new Block(0x2001_0000_0000_0000L, 0, 23, RESERVED), // IETF protocol assignments, Teredo
            new Block(0x2001_0001_0000_0000L, 1, 128, ORDINARY), // port control protocol anycast
            new Block(0x2001_0001_0000_0000L, 2, 128, ORDINARY), // TURN anycast
            new Block(0x2001_0001_0000_0000L, 3, 128, ORDINARY), // DNS-SD service registration anycast
            new Block(0x2001_0003_0000_0000L, 0, 32, ORDINARY), // automatic multicast tunnelling
            new Block(0x2001_0004_0112_0000L, 0, 48, ORDINARY), // AS112
            new Block(0x2001_0020_0000_0000L, 0, 28, ORDINARY), // ORCHIDv2
            new Block(0x2001_0030_0000_0000L, 0, 28, ORDINARY), // drone remote identification
            new Block(0x2001_0DB8_0000_0000L, 0, 32, RESERVED), // documentation
            new Block(0x2002_0000_0000_0000L, 0, 16, RESERVED), // 6to4
            new Block(0x3FFF_0000_0000_0000L, 0, 20, RESERVED), // documentation
            new Block(0x5F00_0000_0000_0000L, 0, 16, RESERVED), // segment routing SIDs
            new Block(0xFC00_0000_0000_0000L, 0, 7, RESERVED), // unique local
            new Block(0xFE80_0000_0000_0000L, 0, 10, RESERVED), // link local
            new Block(0xFF00_0000_0000_0000L, 0, 8, RESERVED)); // multicast

    private SpecialPurpose() {}

    static IpRanges v4() {
        return paint(V4);
    }

    static IpRanges v6() {
        return paint(V6);
    }

    private static Block v4(int first, int second, int third, int prefixLength) {
        return new Block(0, (long) first << 24 | second << 16 | third << 8, 96 + prefixLength, RESERVED);
    }

    /** Wide blocks first, so that narrower ones overrule them. */
    private static IpRanges paint(List<Block> blocks) {
        IpRanges painted = IpRanges.whole(ORDINARY);
        for (Block block : blocks.stream()
                .sorted(Comparator.comparingInt(Block::prefixLength))
                .toList()) {
            painted = IpRanges.join(painted, block.ranges(), (below, above) -> above == Block.OUTSIDE ? below : above);
        }
        return painted;
    }

    /** One entry of a registry, as a prefix of 128 bits. */
    private record Block(long high, long low, int prefixLength, int kind) {

        static final int OUTSIDE = -1;

        IpRanges ranges() {
            IpRanges.Builder ranges = new IpRanges.Builder(3);
            if ((high | low) != 0) {
                ranges.append(0, 0, OUTSIDE);
            }
            ranges.append(high, low, kind);
            long lastHigh = prefixLength >= 64 ? high : high | -1L >>> prefixLength;
            long lastLow = prefixLength == 128 ? low : prefixLength <= 64 ? -1L : low | -1L >>> (prefixLength - 64);
            if ((lastHigh & lastLow) != -1L) {
                ranges.append(lastLow == -1L ? lastHigh + 1 : lastHigh, lastLow + 1, OUTSIDE);
            }
            return ranges.build();
        }
    }
}
