package io.geocompliance.gateway.geo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses as the MMDB library wants them and networks as operators read them; off the request path. */
final class AddressBytes {

    private AddressBytes() {}

    static InetAddress v4(int bits) {
        return of(ByteBuffer.allocate(4).putInt(bits).array());
    }

    /**
     * The library's lookups by an address of ::ffff:0:0/96 are by the IPv4 address in it, since {@link InetAddress} can't tell them
     * apart.
     */
    static InetAddress v6(long high, long low) {
        return of(bytes(high, low));
    }

    static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }
}
