package io.geocompliance.gateway.client;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The networks whose word counts, found by binary search: a CDN publishes hundreds. */
public final class TrustedProxies {

    /** Ascending and disjoint: a network that lies in another is dropped. */
    private final Cidr[] networks;

    public TrustedProxies(Collection<Cidr> proxies) {
        List<Cidr> ascending = proxies.stream()
                .map(TrustedProxies::asIpv4IfMapped)
                .sorted(Comparator.comparing(Cidr::network, TrustedProxies::compareBits)
                        .thenComparing(Cidr::prefixLength))
                .toList();
        ArrayDeque<Cidr> widest = new ArrayDeque<>();
        for (Cidr network : ascending) {
            if (widest.isEmpty() || !widest.getLast().contains(network.network())) {
                widest.add(network);
            }
        }
        networks = widest.toArray(Cidr[]::new);
    }

    public boolean contains(IpAddress address) {
        int low = 0;
        int high = networks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compareBits(networks[middle].network(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && networks[low - 1].contains(address);
    }

    /** IPv4 first; written out, since it runs several times for each request. */
    private static int compareBits(IpAddress one, IpAddress other) {
        if (one.isV4() != other.isV4()) {
            return one.isV4() ? -1 : 1;
        }
        int high = Long.compareUnsigned(one.high(), other.high());
        return high != 0 ? high : Long.compareUnsigned(one.low(), other.low());
    }

    /** Addresses are compared as IPv4 where they are mapped, so a network written as ::ffff:10.0.0.0/104 must be, too. */
    private static Cidr asIpv4IfMapped(Cidr network) {
        IpAddress first = network.network();
        boolean mapped =
                !first.isV4() && network.prefixLength() >= 96 && EmbeddedIpv4.isMapped(first.high(), first.low());
        return mapped ? new Cidr(IpAddress.v4((int) first.low()), network.prefixLength() - 96) : network;
    }
}
