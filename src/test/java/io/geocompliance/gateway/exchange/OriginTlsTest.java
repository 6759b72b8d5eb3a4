package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.TestCertificate.Claim;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Origins behind TLS: who can't prove its name gets no request, and nobody can switch that off. */
class OriginTlsTest {

    private static final Claim LOCAL = new Claim("ip:127.0.0.1,dns:localhost", "-1H");
    private static final Claim ELSEWHERE = new Claim("dns:news.example", "-1H");

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @TempDir
    Path directory;

    private TestCertificate certificate(String name, Claim claim) throws IOException {
        return TestCertificate.in(Files.createDirectories(directory.resolve(name)), claim);
    }

    private static OriginServer origin(TestCertificate certificate) {
        return world.closing(OriginServer.startTls(certificate.identity())).answer(OriginReply.html("<p>secret"));
    }

    private static int status(OriginServer origin, String host, String tls) {
        TestGateway gateway = world.start(world.yaml()
                .with("origins", "[{urls: [\"https://%s:%d\"], tls: %s}]".formatted(host, origin.port(), tls)));
        try (RawClient client = gateway.client()) {
            return client.get("/", Visitors.RUSSIA).status();
        }
    }

    private TestCertificate signed(String name, String begin) throws IOException {
        return TestCertificate.signedIn(
                Files.createDirectories(directory.resolve(name)), new Claim("ip:127.0.0.1", begin));
    }

    private String authorityOf(String name) {
        return "{ca: \"" + directory.resolve(name).resolve("authority.pem") + "\"}";
    }

    private static String trusting(TestCertificate certificate) {
        return "{ca: \"" + certificate.certificate() + "\"}";
    }

    @Test
    void theRightCertificateOfAKnownAuthorityIsBelieved() throws IOException {
        TestCertificate right = certificate("right", LOCAL);
        OriginServer origin = origin(right);
        assertThat(status(origin, "127.0.0.1", trusting(right))).isEqualTo(200);
        assertThat(origin.requests()).hasSize(1);
    }

    @Test
    void anUnknownAuthorityIsNot() throws IOException {
        OriginServer origin = origin(certificate("right", LOCAL));
        assertThat(status(origin, "127.0.0.1", "{}")).isEqualTo(502);
        assertThat(status(origin, "127.0.0.1", trusting(certificate("other", LOCAL))))
                .isEqualTo(502);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void anotherNameIsNot() throws IOException {
        TestCertificate elsewhere = certificate("elsewhere", ELSEWHERE);
        OriginServer origin = origin(elsewhere);
        assertThat(status(origin, "127.0.0.1", trusting(elsewhere))).isEqualTo(502);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void anotherNameIsBelievedWhereItIsTheExpectedOne() throws IOException {
        TestCertificate elsewhere = certificate("elsewhere", ELSEWHERE);
        String tls = "{ca: \"" + elsewhere.certificate() + "\", name: news.example}";
        assertThat(status(origin(elsewhere), "127.0.0.1", tls)).isEqualTo(200);
    }

    @Test
    void anExpiredOneIsNot() throws IOException {
        OriginServer valid = origin(signed("valid", "-1H"));
        assertThat(status(valid, "127.0.0.1", authorityOf("valid"))).isEqualTo(200);
        OriginServer expired = origin(signed("expired", "-10d"));
        assertThat(status(expired, "127.0.0.1", authorityOf("expired"))).isEqualTo(502);
        assertThat(expired.requests()).isEmpty();
    }
}
