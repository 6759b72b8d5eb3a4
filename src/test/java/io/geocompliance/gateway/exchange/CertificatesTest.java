package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.proxy.front.CertificateReload;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate is shown to whom, and how another takes its place while the gateway serves. */
class CertificatesTest {

    /** The files are looked at every few seconds, and a change twice. */
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @TempDir
    Path directory;

    private TestCertificate first;
    private TestCertificate second;

    @BeforeEach
    void make() throws IOException {
        first = certificate("first", "dns:localhost,dns:news.example", "-1H");
        second = certificate("second", "dns:other.example,dns:*.wild.example", "-1H");
    }

    private TestCertificate certificate(String name, String names, String begin) throws IOException {
        return TestCertificate.in(
                Files.createDirectory(directory.resolve(name)), new TestCertificate.Claim(names, begin));
    }

    private TestGateway gateway(TestCertificate shown, String others) {
        String listen = "[{address: \"127.0.0.1:0\", tls: {certificate: \"%s\", key: \"%s\", others: [%s]}}]";
        return world.start(world.yaml().with("listen", listen.formatted(shown.certificate(), shown.key(), others)));
    }

    /** Whether a visitor who asks for a name, or with an empty one for none, is shown this certificate. */
    private static boolean shows(TestGateway gateway, String name, TestCertificate expected) {
        try (SSLSocket socket =
                (SSLSocket) expected.trust().getSocketFactory().createSocket("127.0.0.1", gateway.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake(); // fails for every certificate but the trusted one
            return true;
        } catch (SSLException other) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void replace(TestCertificate old, Path certificate, Path key) throws IOException {
        Files.copy(certificate, old.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, old.key(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static long reloads(TestGateway gateway, CertificateReload outcome) {
        return gateway.counters().front().certificateReloads().get(outcome);
    }

    @Test
    void theNameThatTheVisitorAsksForChooses() {
        TestGateway gateway =
                gateway(first, "{certificate: \"%s\", key: \"%s\"}".formatted(second.certificate(), second.key()));
        for (String name :
                List.of("", "localhost", "news.example", "unknown.example", "wild.example", "a.b.wild.example")) {
            assertThat(shows(gateway, name, first)).as("for \"%s\"", name).isTrue();
        }
        for (String name : List.of("other.example", "OTHER.example", "a.wild.example")) {
            assertThat(shows(gateway, name, second)).as("for \"%s\"", name).isTrue();
        }
    }

    @Test
    void aNewPairIsShownWithoutARestartAndOpenConnectionsGoOn() throws Exception {
        TestGateway gateway = gateway(first, "");
        world.origin().answer(OriginReply.status(200).body("ok"));
        RawClient open = world.closing(RawClient.tls(gateway.port(), first.trust()));
        assertThat(open.get("/").text()).isEqualTo("ok");
        replace(first, second.certificate(), second.key());
        await(() -> shows(gateway, "", second));
        assertThat(open.get("/").text()).isEqualTo("ok");
        assertThat(reloads(gateway, CertificateReload.TAKEN)).isEqualTo(1);
        assertThat(gateway.admin("/metrics"))
                .contains("geogate_certificate_reloads_total{outcome=\"taken\"} 1")
                .contains("geogate_certificate_expiry_timestamp_seconds{listener=\"127.0.0.1:0\"}");
    }

    @Test
    void aPairThatDoesNotFitLeavesTheOldOneAndAGoodOneIsStillTaken() throws Exception {
        world.expectLog("can't be used, the old ones stay");
        TestGateway gateway = gateway(first, "");
        TestCertificate old = certificate("old", "dns:localhost", "-5d");
        TestCertificate future = certificate("future", "dns:localhost", "+5d");
        Path empty = Files.writeString(directory.resolve("empty"), "");
        List<List<Path>> unusable = List.of(
                List.of(second.certificate(), old.key()),
                List.of(empty, second.key()),
                List.of(second.certificate(), empty),
                List.of(old.certificate(), old.key()),
                List.of(future.certificate(), future.key()));
        TestCertificate kept = certificate("kept", "dns:localhost", "-1H");
        replace(kept, first.certificate(), first.key());
        for (int number = 0; number < unusable.size(); number++) {
            replace(first, unusable.get(number).get(0), unusable.get(number).get(1));
            long refusals = number + 1L;
            await(() -> reloads(gateway, CertificateReload.REFUSED) == refusals);
            assertThat(shows(gateway, "", first)).as("after change %d", number).isTrue();
        }
        replace(first, second.certificate(), second.key());
        await(() -> shows(gateway, "", second));
        assertThat(reloads(gateway, CertificateReload.TAKEN)).isEqualTo(1);
    }

    @Test
    void aKeyOfAnotherCertificateIsToldAtTheStart() throws Exception {
        Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> gateway(first, "")).cause().hasMessageContaining("the key is not the certificate's");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000); // leaves the processor to the gateway
        }
    }
}
