package io.geocompliance.gateway.client;

/**
 * A network: the addresses of one family that share a prefix.
 *
 * @param network its first address; host bits are zero
 * @param prefixLength 0 to 32, or 0 to 128
 */
public record Cidr(IpAddress network, int prefixLength) {

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
}
