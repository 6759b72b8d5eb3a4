package io.geocompliance.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "203.0.113.7, 203.0.113.7/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "::/0, ::/0",
        "::1, ::1/128",
        "2001:DB8::/33, 2001:db8::/33",
        "2001:db8::8000:0:0:0/65, 2001:db8:0:0:8000::/65"
    })
    void networksAreRead(String text, String literal) {
        assertThat(Cidr.parse(text).literal()).isEqualTo(literal);
    }

    @Test
    void setHostBitsAreNamedWithTheNetworkMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse("10.1.2.3/8"))
                .withMessage("10.1.2.3/8 has bits set behind its prefix; the network is 10.0.0.0/8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse("2001:db8::1/64"))
                .withMessageContaining("the network is 2001:db8::/64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                "10/8",
                "proxy.example",
                "10.*",
                "fe80::%1/64",
                "10.0.0.0 /8",
                "10.0.0.0/٨",
                "10.0.0.0/9999999999"
            })
    void anythingElseIsRefusedWithASentence(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text)).withMessageContaining(" ");
    }

    @Test
    void theSearchAgreesWithArithmeticOnRandomNetworks() {
        long seed = Long.getLong("client.seed", System.nanoTime());
        System.out.println("-Dclient.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Cidr> networks = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                networks.add(network(random));
            }
            TrustedProxies proxies = new TrustedProxies(networks);
            for (int i = 0; i < 100; i++) {
                IpAddress address = address(random);
                boolean expected = networks.stream().anyMatch(network -> holds(network, address));
                assertThat(proxies.contains(address)).isEqualTo(expected);
            }
        }
    }

    /** Few distinct bits, so that networks nest and addresses hit them. */
    private static IpAddress address(Random random) {
        int bits = (random.nextInt(4) << 30) | random.nextInt(4) << 16 | random.nextInt(3);
        return random.nextBoolean() ? IpAddress.v4(bits) : IpAddress.v6((long) bits << 32, (long) bits << 32 | bits);
    }

    private static Cidr network(Random random) {
        IpAddress address = address(random);
        int bits = address.isV4() ? 32 : 128;
        int length = random.nextInt(bits + 1);
        BigInteger first = number(address).shiftRight(bits - length).shiftLeft(bits - length);
        IpAddress network = address.isV4()
                ? IpAddress.v4(first.intValue())
                : IpAddress.v6(first.shiftRight(64).longValue(), first.longValue());
        return new Cidr(network, length);
    }

    private static boolean holds(Cidr network, IpAddress address) {
        int shift = (address.isV4() ? 32 : 128) - network.prefixLength();
        return network.network().isV4() == address.isV4()
                && number(network.network())
                        .shiftRight(shift)
                        .equals(number(address).shiftRight(shift));
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(address.low())));
    }
}
