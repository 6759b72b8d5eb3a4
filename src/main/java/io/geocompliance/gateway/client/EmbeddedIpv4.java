package io.geocompliance.gateway.client;

import java.util.List;

/**
 * The IPv4 address inside an IPv6 one: IPv4-mapped (RFC 4291 2.5.5.2), NAT64 (RFC 6052), 6to4 (RFC 3056), Teredo (RFC 4380).
 *
 * <p>Databases place the IPv4 network; the wrapping only says how the packets came.
 */
final class EmbeddedIpv4 {

    private static final long NAT64_HIGH = 0x0064_FF9B_0000_0000L;
    private static final int SIX_TO_FOUR = 0x2002;
    private static final long TEREDO = 0x2001_0000L;

    private final List<Cidr> nat64Prefixes;

    /** Takes the operator's own translators, each a /96: with shorter prefixes RFC 6052 2.2 spreads the address out. */
    EmbeddedIpv4(List<Cidr> nat64Prefixes) {
        for (Cidr prefix : nat64Prefixes) {
            if (prefix.network().isV4() || prefix.prefixLength() != 96) {
                throw new IllegalArgumentException(prefix.literal() + " is no NAT64 prefix: it must be an IPv6 /96");
            }
        }
        this.nat64Prefixes = List.copyOf(nat64Prefixes);
    }

    /** What a place is looked up by: the embedded IPv4 address if there is one, else the address itself. */
    IpAddress canonical(IpAddress address) {
        if (address.isV4()) {
            return address;
        }
        long high = address.high();
        if (high >>> 48 == SIX_TO_FOUR) {
            return IpAddress.v4((int) (high >>> 16));
        }
        if (high >>> 32 == TEREDO) {
            // RFC 4380 4: the client's mapped address comes last, every bit inverted.
            return IpAddress.v4(~(int) address.low());
        }
        return translated(address);
    }

    /**
     * What trust is decided by: as {@link #canonical}, but 6to4 and Teredo addresses stay as they are.
     *
     * <p>Anyone can write a private IPv4 address into a tunnel's, so it must not pass for the proxy that has it; mapped addresses are
     * the operating system's way of writing IPv4, and translators belong to the operator's network.
     */
    IpAddress translated(IpAddress address) {
        if (address.isV4()) {
            return address;
        }
        boolean embeds = isMapped(address.high(), address.low())
                || isWellKnownNat64(address.high(), address.low())
                || isConfiguredNat64(address);
        return embeds ? IpAddress.v4((int) address.low()) : address;
    }

    private boolean isConfiguredNat64(IpAddress address) {
        for (Cidr prefix : nat64Prefixes) {
            if (prefix.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether in ::ffff:0:0/96. */
    static boolean isMapped(long high, long low) {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    /** Whether in 64:ff9b::/96. */
    static boolean isWellKnownNat64(long high, long low) {
        return high == NAT64_HIGH && low >>> 32 == 0;
    }
}
