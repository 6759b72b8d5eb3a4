package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.front.Cutoff;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The visitor's address from the PROXY protocol, versions 1 and 2, on a listener that requires it. */
class ProxyProtocolTest {

    /** Command PROXY, TCP over IPv4, 12 bytes; 127.0.0.1 is the destination. */
    private static final String V2_IPV4 =
            "0d0a0d0a000d0a515549540a" + "21" + "11" + "000c" + "%s" + "7f000001" + "d4311f90";

    private static final String V2_LOCAL = "0d0a0d0a000d0a515549540a" + "20" + "00" + "0000";

    @RegisterExtension
    static final GatewayExtension world =
            GatewayExtension.with(yaml -> yaml.with("listen", "[{address: \"127.0.0.1:0\", proxyProtocol: required}]")
                    .with("client", "{source: proxy-protocol, trustedProxies: [127.0.0.0/8]}"));

    private static int noticesFor(byte[] header) {
        world.origin().enqueue(OriginReply.html("<!doctype html><body>x"));
        byte[] page = world.client().send(header).get("/").content();
        return NoticeInPage.of(page).elements().size();
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 77.88.8.8 127.0.0.1 54321 8080, 1",
        "PROXY TCP4 5.9.0.1 127.0.0.1 54321 8080, 0",
        "PROXY TCP6 2a02:6b8::1 ::1 54321 8080, 1",
        "PROXY TCP6 2a01:4f8::1 ::1 54321 8080, 0"
    })
    void versionOne(String header, int notices) {
        assertThat(noticesFor((header + "\r\n").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(notices);
    }

    @ParameterizedTest
    @CsvSource({"4d580808, 1", "05090001, 0"})
    void versionTwo(String address, int notices) {
        assertThat(noticesFor(HexFormat.of().parseHex(V2_IPV4.formatted(address))))
                .isEqualTo(notices);
    }

    @Test
    void aHealthCheckOfTheBalancerItselfIsInternal() {
        assertThat(noticesFor(HexFormat.of().parseHex(V2_LOCAL))).isZero();
    }

    @Test
    void theAddressIsOfTheConnectionAndNotOfAForgedField() {
        world.origin().enqueue(OriginReply.html("<!doctype html><body>x"));
        RawClient client = world.client().send("PROXY TCP4 77.88.8.8 127.0.0.1 54321 8080\r\n");
        byte[] page = client.get("/", Visitors.GERMANY).content();
        assertThat(NoticeInPage.of(page).elements()).hasSize(1);
    }

    @Test
    void aConnectionWithoutHeaderIsClosed() {
        RawClient client = world.client().send(RawClient.request("GET", "/"));
        assertThat(client.beginOrClosed("GET")).isEmpty();
        assertThat(world.origin().pollRequest(Duration.ofMillis(100))).isEmpty();
    }

    @Test
    void aListenerMayBelieveOthersThanTheRestDoes() {
        String own = "[{address: \"127.0.0.1:0\", proxyProtocol: required, trustedProxies: [%s]}]";
        TestGateway near = world.start(world.yaml()
                .with("listen", own.formatted("127.0.0.1/32"))
                .with("client", "{source: proxy-protocol, trustedProxies: [192.0.2.0/24]}"));
        world.origin().enqueue(OriginReply.html("<!doctype html><body>x"));
        RawClient visitor = world.closing(near.client()).send("PROXY TCP4 77.88.8.8 127.0.0.1 54321 8080\r\n");
        assertThat(NoticeInPage.of(visitor.get("/").content()).elements()).hasSize(1);
        TestGateway far = world.start(world.yaml()
                .with("listen", own.formatted("192.0.2.0/24"))
                .with("client", "{source: proxy-protocol, trustedProxies: [127.0.0.0/8]}"));
        RawClient stranger = world.closing(far.client()).send("PROXY TCP4 77.88.8.8 127.0.0.1 54321 8080\r\n");
        assertThat(stranger.closedByPeer(Duration.ofSeconds(20))).isTrue();
        assertThat(far.counters().front().cutoffs().get(Cutoff.UNTRUSTED_PROXY)).isEqualTo(1);
    }

    /** Both ways, also for a connection that is open already: what it said is not believed any more. */
    @Test
    void aListenersOwnListIsReloaded() throws IOException {
        String own = "[{address: \"127.0.0.1:0\", proxyProtocol: required, trustedProxies: [%s]}]";
        TestGateway gateway = world.start(world.yaml()
                .with("listen", own.formatted("127.0.0.1/32"))
                .with("client", "{source: proxy-protocol, trustedProxies: [192.0.2.0/24]}")
                .with("reload", "{poll: off}"));
        world.origin().answer(OriginReply.html("<!doctype html><body>x"));
        String abroad = "PROXY TCP4 5.9.0.1 127.0.0.1 54321 8080\r\n";
        RawClient kept = world.closing(gateway.client()).send(abroad);
        assertThat(NoticeInPage.of(kept.get("/").content()).elements()).isEmpty();

        change(gateway, "127.0.0.1/32", "192.0.2.0/24");
        assertThat(gateway.admin("/metrics")).contains("geogate_config_restart_required 0.0");
        assertThat(NoticeInPage.of(kept.get("/").content()).elements()).hasSize(1); // unresolved: apply
        RawClient stranger = world.closing(gateway.client()).send(abroad);
        assertThat(stranger.closedByPeer(Duration.ofSeconds(20))).isTrue();

        change(gateway, "192.0.2.0/24", "127.0.0.1/32");
        RawClient again = world.closing(gateway.client()).send(abroad);
        assertThat(NoticeInPage.of(again.get("/").content()).elements()).isEmpty();
    }

    private static void change(TestGateway gateway, String from, String to) throws IOException {
        Path file = gateway.directory().resolve("gateway.yaml");
        String text = Files.readString(file);
        String listen = text.lines()
                .filter(line -> line.startsWith("listen: "))
                .findFirst()
                .orElseThrow();
        Files.writeString(file, text.replace(listen, listen.replace(from, to)));
        assertThat(gateway.reload()).isEmpty();
    }
}
