package io.geocompliance.gateway.proxy.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.IpAddress;
import org.junit.jupiter.api.Test;

class PerAddressTest {

    private static IpAddress address(String literal) {
        return AddressLiteral.parse(literal).orElseThrow();
    }

    @Test
    void an_ipv6_visitor_counts_as_the_whole_64() {
        PerAddress counts = new PerAddress(2);
        assertThat(counts.enter(address("2001:db8:0:1::1"))).isTrue();
        assertThat(counts.enter(address("2001:db8:0:1:ffff::2"))).isTrue();
        assertThat(counts.enter(address("2001:db8:0:1::3"))).isFalse();
        assertThat(counts.enter(address("2001:db8:0:2::1"))).isTrue();
    }

    @Test
    void nothing_is_kept_of_who_has_left() {
        PerAddress counts = new PerAddress(1);
        assertThat(counts.enter(address("192.0.2.1"))).isTrue();
        assertThat(counts.enter(address("192.0.2.1"))).isFalse();
        counts.leave(address("192.0.2.1"));
        assertThat(counts.size()).isZero();
        assertThat(counts.enter(address("192.0.2.1"))).isTrue();
    }

    @Test
    void without_a_limit_nothing_is_kept_at_all() {
        PerAddress counts = new PerAddress(0);
        assertThat(counts.enter(address("192.0.2.1"))).isTrue();
        assertThat(counts.size()).isZero();
    }
}
