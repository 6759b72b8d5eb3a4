package io.geocompliance.gateway.geo;

import com.maxmind.db.Network;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A network as operators write it; IPv6 in the canonical form of RFC 5952. */
final class NetworkText {

    private static final int GROUPS = 8;

    private NetworkText() {}

    static String of(Network network) {
        byte[] address = network.networkAddress().getAddress();
        String text = address.length == 4 ? network.networkAddress().getHostAddress() : v6(address);
        return text + '/' + network.prefixLength();
    }

    static String of(Prefix prefix) {
        String text = prefix.isV4()
                ? AddressBytes.v4((int) prefix.low()).getHostAddress()
                : v6(AddressBytes.bytes(prefix.high(), prefix.low()));
        return text + '/' + prefix.length();
    }

    private static String v6(byte[] address) {
        int[] groups = IntStream.range(0, GROUPS)
                .map(i -> ByteBuffer.wrap(address).getChar(2 * i))
                .toArray();
        int zerosAt = -1;
        int zeros = 1;
        for (int from = 0; from < GROUPS; from++) {
            int run = zeroRun(groups, from);
            if (run > zeros) {
                zeros = run;
                zerosAt = from;
            }
        }
        return zerosAt < 0
                ? hex(groups, 0, GROUPS)
                : hex(groups, 0, zerosAt) + "::" + hex(groups, zerosAt + zeros, GROUPS);
    }

    private static int zeroRun(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(int[] groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Integer.toHexString(groups[i]))
                .collect(Collectors.joining(":"));
    }
}
