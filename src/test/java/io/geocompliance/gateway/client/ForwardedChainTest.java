package io.geocompliance.gateway.client;

import static io.geocompliance.gateway.client.ClientSettings.Source.FORWARDED;
import static io.geocompliance.gateway.client.ClientSettings.Source.HEADER;
import static io.geocompliance.gateway.client.ClientSettings.Source.PEER;
import static io.geocompliance.gateway.client.ClientSettings.Source.PROXY_PROTOCOL;
import static io.geocompliance.gateway.client.ClientSettings.Source.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedChainTest {

    private static final List<Cidr> TRUSTED = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("203.0.113.7"));
    private static final Function<String, List<String>> NO_HEADERS = name -> List.of();

    /** Lines are separated by a bar; an outcome is an address, "internal" or a reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "198.51.100.9; 5.255.255.70; 198.51.100.9",
                "::ffff:198.51.100.9; 5.255.255.70; 198.51.100.9",
                "10.0.0.1; 1.1.1.1, 5.255.255.70; 5.255.255.70",
                "::ffff:10.0.0.1; 1.1.1.1, 5.255.255.70; 5.255.255.70",
                "10.0.0.1; 1.1.1.1|5.255.255.70, 203.0.113.7; 5.255.255.70",
                "10.0.0.1; 5.255.255.70, unknown; UNKNOWN",
                "10.0.0.1; 5.255.255.70, Unknown:80; UNKNOWN",
                "10.0.0.1; 5.255.255.70, _hidden; OBFUSCATED",
                "10.0.0.1; 5.255.255.70:55220; 5.255.255.70",
                "10.0.0.1; 5.255.255.70:65536; MALFORMED",
                "10.0.0.1; 5.255.255.70:; MALFORMED",
                "10.0.0.1; [2a02:6b8::1]:443; 2a02:6b8::1",
                "10.0.0.1; [2a02:6b8::1]; 2a02:6b8::1",
                "10.0.0.1; 2a02:6b8::1; 2a02:6b8::1",
                "10.0.0.1; [2a02:6b8::1; MALFORMED",
                "10.0.0.1; [2a02:6b8::1]x; MALFORMED",
                "10.0.0.1; [5.255.255.70]; MALFORMED",
                "10.0.0.1; 2001:db8::1:443; 2001:db8::1:443",
                "10.0.0.1; 10.9.9.9; internal",
                "10.0.0.1; 203.0.113.7, 10.9.9.9; internal",
                "10.0.0.1; ~~; EMPTY",
                "10.0.0.1; 5.255.255.70, ; EMPTY",
                "10.0.0.1; 5.255.255.70,,10.0.0.2; EMPTY",
                "10.0.0.1; 64:ff9b::5ff:ff46; 5.255.255.70",
                "10.0.0.1; 64:ff9b::5.255.255.70; 5.255.255.70",
                "10.0.0.1; 2001:db8:64::5.255.255.70; 5.255.255.70",
                "10.0.0.1; 2002:5ff:ff46::1; 5.255.255.70",
                "10.0.0.1; 2001:0:808:808:0:0:fa00:00b9; 5.255.255.70",
                "10.0.0.1; 010.8.8.8; MALFORMED",
                "10.0.0.1; 2130706433; MALFORMED",
                "10.0.0.1; fe80::1%eth0; MALFORMED",
                "10.0.0.1; 127.1; MALFORMED",
                "10.0.0.1; 1.2.3; MALFORMED",
                "10.0.0.1; ::1.2.3.4; MALFORMED",
                "10.0.0.1; localhost; MALFORMED",
                "10.0.0.1; 5.255.255.70 10.0.0.2; MALFORMED",
                "10.0.0.1; 241.1.2.3; PSEUDO_IPV4",
                "10.0.0.1; 192.168.1.1; 192.168.1.1",
                // A tunnel address with a trusted one inside is not the proxy: anyone can write it.
                "10.0.0.1; 5.255.255.70, 2002:a00:1::1; 10.0.0.1",
                "10.0.0.1; 5.255.255.70, 2001:0:808:808:0:0:f5ff:fffe; 10.0.0.1",
            })
    void xForwardedFor(String peer, String lines, String outcome) {
        assertThat(resolve(X_FORWARDED_FOR, peer, lines.split("\\|", -1))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "for=\"[2a02:6b8::1]:4711\";proto=https, for=_x ! OBFUSCATED",
                "For=\"[::ffff:5.255.255.70]\" ! 5.255.255.70",
                "for=\"a,b;for=1.1.1.1\", for=5.255.255.70 ! 5.255.255.70",
                "for=5.255.255.70, for=\"a,b;for=1.1.1.1\" ! MALFORMED",
                "for=1.1.1.1|by=_a;FOR=\"5.255.255.70:_p\"; proto=https|for=10.0.0.2;host=\"a\\\",b\" ! 5.255.255.70",
                "for=\"5.255.255\\.70\" ! 5.255.255.70",
                "for=5.255.255.70;for=1.1.1.1 ! MALFORMED",
                "for=5.255.255.70, proto=https ! MISSING",
                "for=5.255.255.70, for=unknown ! UNKNOWN",
                "for=5.255.255.70, for=\"\" ! EMPTY",
                "for=5.255.255.70, ! EMPTY",
                "for=5.255.255.70, for= ! MALFORMED",
                "for=5.255.255.70, for ! MALFORMED",
                "for=5.255.255.70, for=\"10.0.0.2 ! MALFORMED",
                "for=5.255.255.70, for=\"10.0.0.2\\\" ! MALFORMED",
                "for=2a02:6b8::1 ! MALFORMED",
                "for=\"2a02:6b8::1\" ! MALFORMED",
                "for=5.255.255.70:80 ! MALFORMED",
                "for=[2a02:6b8::1] ! MALFORMED",
                "for = 5.255.255.70 ! MALFORMED",
                "5.255.255.70 ! MALFORMED",
                "for=10.9.9.9, for=\"10.0.0.2:80\" ! internal",
                // What a visitor leaves open on the left swallows nothing that the proxy wrote.
                "for=\", for=5.255.255.70 ! 5.255.255.70",
                "for=\"\\, for=\"[2a02:6b8::1]:4711\" ! 2a02:6b8::1",
                "x=\"|for=5.255.255.70;host=\";for=1.1.1.1;x=\" ! 5.255.255.70",
            })
    void forwarded(String lines, String outcome) {
        assertThat(resolve(FORWARDED, "10.0.0.1", lines.split("\\|", -1))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "True-Client-IP; 5.255.255.70; 5.255.255.70",
                "True-Client-IP; 5.255.255.70|5.255.255.70; REPEATED",
                "True-Client-IP; 1.1.1.1, 5.255.255.70; MALFORMED",
                "True-Client-IP; 10.0.0.9; internal",
                "True-Client-IP; 2001:db8::1:443; 2001:db8::1:443",
                "CF-Connecting-IP; 240.16.0.1; PSEUDO_IPV4",
                "CloudFront-Viewer-Address; 5.255.255.70:443; 5.255.255.70",
                "cloudfront-viewer-address; 2001:db8::1:443; 2001:db8::1",
                "CloudFront-Viewer-Address; 5.255.255.70; MALFORMED",
                "CloudFront-Viewer-Address; ~~; EMPTY",
            })
    void singleHeader(String name, String lines, String outcome) {
        ForwardedChain chain = new ForwardedChain(new ClientSettings(HEADER, name, TRUSTED, List.of()));
        assertThat(text(chain.resolve(
                        address("10.0.0.1"),
                        asked -> asked.equals(name) ? List.of(lines.split("\\|", -1)) : List.of("1.1.1.1"))))
                .isEqualTo(outcome);
    }

    @Test
    void anAbsentHeaderOfATrustedPeerIsMissingNotInternal() {
        for (ClientSettings.Source source : List.of(X_FORWARDED_FOR, FORWARDED, PROXY_PROTOCOL)) {
            assertThat(resolve(source, "10.0.0.1")).isEqualTo("MISSING");
            assertThat(resolve(source, "198.51.100.9")).isEqualTo("198.51.100.9");
        }
    }

    @Test
    void thePeerAloneCountsWhereItIsTheSource() {
        assertThat(resolve(PEER, "10.0.0.1", "5.255.255.70")).isEqualTo("10.0.0.1");
        assertThat(resolve(PEER, "::ffff:5.255.255.70")).isEqualTo("5.255.255.70");
        assertThat(resolve(PEER, "250.1.1.1")).isEqualTo("PSEUDO_IPV4");
    }

    /** vertx-web issue 1519: a visitor sends the header that the proxy doesn't set. */
    @Test
    void onlyTheChosenHeaderIsEverRead() {
        chain(X_FORWARDED_FOR).resolve(address("10.0.0.1"), name -> {
            assertThat(name).isEqualTo("X-Forwarded-For");
            return List.of("5.255.255.70");
        });
    }

    /** CVE-2025-41235 of Spring Cloud Gateway, CVE-2020-28483 of Gin: forwarding headers of anyone were believed. */
    @Test
    void anUntrustedPeersHeadersAreNotEvenRead() {
        ClientAddress client = chain(X_FORWARDED_FOR).resolve(address("198.51.100.9"), name -> {
            throw new AssertionError("read " + name);
        });
        assertThat(text(client)).isEqualTo("198.51.100.9");
    }

    /** CVE-2024-45806 of Envoy, ingress-nginx issue 3333: private networks or everybody trusted by default. */
    @Test
    void nobodyIsTrustedWhoIsNotListed() {
        ForwardedChain chain = new ForwardedChain(new ClientSettings(X_FORWARDED_FOR, null, List.of(), List.of()));
        for (String peer : List.of("127.0.0.1", "10.0.0.1", "192.168.0.1", "::1", "fc00::1")) {
            assertThat(chain.isTrusted(address(peer))).isFalse();
            assertThat(text(chain.resolve(address(peer), name -> List.of("1.1.1.1"))))
                    .isEqualTo(peer);
        }
    }

    /** oauth2-proxy GHSA-7x63-xv5r-3p2x, vertx-web issue 2327, Traefik issue 13728: the leftmost element was taken. */
    @Test
    void whatStandsLeftOfTheVisitorChangesNothing() {
        long seed = Long.getLong("client.seed", System.nanoTime());
        System.out.println("-Dclient.seed=" + seed);
        Random random = new Random(seed);
        String alphabet = "for=\"\\,;:[]. _%unknow15\t";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder forged = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                forged.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(resolve(X_FORWARDED_FOR, "10.0.0.1", forged + ", 5.255.255.70, 10.0.0.2"))
                    .isEqualTo("5.255.255.70");
            assertThat(resolve(FORWARDED, "10.0.0.1", forged + ", for=\"[2a02:6b8::1]\";by=_b, for=10.0.0.2"))
                    .isEqualTo("2a02:6b8::1");
        }
    }

    @Test
    void capsHoldAtTheirEdges() {
        String[] chain = new String[33];
        Arrays.fill(chain, "10.0.0.2");
        chain[1] = "5.255.255.70";
        String[] longest = Arrays.copyOfRange(chain, 1, 33);
        assertThat(resolve(X_FORWARDED_FOR, "10.0.0.1", longest)).isEqualTo("5.255.255.70");
        assertThat(resolve(X_FORWARDED_FOR, "10.0.0.1", chain)).isEqualTo("TOO_LONG");
        assertThat(resolve(X_FORWARDED_FOR, "10.0.0.1", String.join(",", chain)))
                .isEqualTo("TOO_LONG");
        String blanks = " ".repeat(4096 - 12);
        assertThat(resolve(X_FORWARDED_FOR, "10.0.0.1", blanks + "5.255.255.70"))
                .isEqualTo("5.255.255.70");
        assertThat(resolve(X_FORWARDED_FOR, "10.0.0.1", blanks + " 5.255.255.70"))
                .isEqualTo("TOO_LONG");
        assertThat(resolve(FORWARDED, "10.0.0.1", "\"".repeat(4096))).isEqualTo("MALFORMED");
    }

    @Test
    void aProxyHeaderNamesAVisitorOrTheProxyItself() {
        ForwardedChain chain = chain(PROXY_PROTOCOL);
        ProxyClaim visitor = new ProxyClaim.Source(address("::ffff:5.255.255.70"));
        assertThat(admitted(chain, visitor)).isEqualTo("5.255.255.70");
        assertThat(admitted(chain, new ProxyClaim.Source(address("10.3.3.3")))).isEqualTo("internal");
        assertThat(admitted(chain, new ProxyClaim.Own())).isEqualTo("internal");
        assertThat(admitted(chain, new ProxyClaim.LocalSocket())).isEqualTo("LOCAL_SOCKET");
    }

    @Test
    void contradictorySettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForwardedChain(new ClientSettings(HEADER, null, TRUSTED, List.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForwardedChain(
                        new ClientSettings(PEER, null, TRUSTED, List.of(Cidr.parse("2001:db8::/64")))));
    }

    @Test
    void aTrustedNetworkWrittenAsMappedIsTheIpv4Network() {
        ForwardedChain chain = new ForwardedChain(
                new ClientSettings(X_FORWARDED_FOR, null, List.of(Cidr.parse("::ffff:10.0.0.0/104")), List.of()));
        assertThat(chain.isTrusted(address("10.255.0.1"))).isTrue();
        assertThat(chain.isTrusted(address("11.0.0.1"))).isFalse();
    }

    private static String admitted(ForwardedChain chain, ProxyClaim claim) {
        return text(chain.vouchedFor(claim));
    }

    private static String resolve(ClientSettings.Source source, String peer, String... lines) {
        return text(chain(source).resolve(address(peer), lines.length == 0 ? NO_HEADERS : name -> List.of(lines)));
    }

    private static ForwardedChain chain(ClientSettings.Source source) {
        return new ForwardedChain(new ClientSettings(source, null, TRUSTED, List.of(Cidr.parse("2001:db8:64::/96"))));
    }

    private static IpAddress address(String literal) {
        return AddressLiteral.parse(literal).orElseThrow();
    }

    private static String text(ClientAddress client) {
        if (client instanceof ClientAddress.Known known) {
            return AddressLiteral.format(known.address());
        }
        return client instanceof ClientAddress.Unresolved unresolved
                ? unresolved.reason().name()
                : "internal";
    }
}
