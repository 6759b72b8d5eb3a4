package io.geocompliance.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * New certificates, a second process on the same port, and the end of the first, all under load: no request fails.
 *
 * <p>The visitors open a new connection only where the answer before said that it was its connection's last.
 */
@Tag("soak")
class HandOverIT {

    private static final int VISITORS = 16;
    private static final long REQUESTS = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final List<Future<?>> visits = new ArrayList<>();
    private volatile boolean over;

    private SSLContext trust;

    @Test
    void noRequestIsLost() throws Exception {
        TestCertificate shown = TestCertificate.in(Files.createDirectory(directory.resolve("shown")));
        TestCertificate next = TestCertificate.in(Files.createDirectory(directory.resolve("next")));
        trust = trusting(shown, next);
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        try (OriginServer origin = OriginServer.start();
                GatewayJar first = start("first", 0, origin, shown)) {
            origin.answer(OriginReply.html("<!doctype html><body><p>ok"));
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                String from = visitor % 2 == 0 ? "X-Forwarded-For: 77.88.8.8" : "X-Forwarded-For: 5.9.0.1";
                visits.add(visitors.submit(() -> visit(first.port(), from)));
            }
            awaitAnswers(REQUESTS / 5);
            Files.copy(next.certificate(), shown.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(next.key(), shown.key(), StandardCopyOption.REPLACE_EXISTING);
            awaitCertificate(first.port(), next);
            awaitAnswers(REQUESTS * 2 / 5);
            try (GatewayJar second = start("second", first.port(), origin, shown)) {
                awaitAnswers(REQUESTS * 3 / 5);
                first.terminate();
                assertThat(first.exitCode()).isZero();
                long handedOver = answers.get();
                awaitAnswers(Math.max(REQUESTS, handedOver + REQUESTS / 5));
                over = true;
                for (Future<?> visit : visits) {
                    visit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS); // throws what went wrong
                }
                second.terminate();
                assertThat(second.exitCode()).isZero();
            }
            System.out.println("Certificates, hand-over and drain under load: " + answers + " requests over "
                    + connections + " connections, 0 failed");
        } finally {
            over = true;
            visitors.shutdownNow();
        }
    }

    private GatewayJar start(String name, int port, OriginServer origin, TestCertificate certificate)
            throws IOException {
        Path home = Files.createDirectory(directory.resolve(name));
        Path configuration = Files.writeString(home.resolve("gateway.yaml"), """
                listen: [{address: "127.0.0.1:%d", reusePort: on, tls: {certificate: "%s", key: "%s"}}]
                origins: [{urls: ["%s"]}]
                admin: {address: "127.0.0.1:0"}
                audit: {directory: audit}
                drain: {delay: 3s, grace: 30s}
                """.formatted(
                        port, certificate.certificate(), certificate.key(), origin.url()));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return GatewayJar.start(
                home, List.of(java, "-jar", GatewayJar.FILE.toString(), "run", "--config", configuration.toString()));
    }

    private void visit(int port, String from) {
        while (!over) {
            connections.incrementAndGet();
            try (RawClient client = RawClient.tls(port, trust)) {
                boolean last = false;
                while (!over && !last) {
                    RawResponse answer = client.get("/", from);
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.text()).endsWith("<p>ok");
                    last = answer.fields().list("Connection").contains("close");
                    answers.incrementAndGet();
                }
            }
        }
    }

    private void awaitAnswers(long enough) {
        awaitUntil(() -> answers.get() >= enough || visits.stream().anyMatch(Future::isDone));
        for (Future<?> visit : visits) {
            assertThat(visit).isNotDone(); // no visitor gives up
        }
    }

    private static void awaitCertificate(int port, TestCertificate expected) {
        awaitUntil(() -> {
            try (RawClient client = RawClient.tls(port, expected.trust())) {
                return true;
            } catch (RuntimeException other) {
                return false;
            }
        });
    }

    private static void awaitUntil(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so").isLessThan(deadline);
            LockSupport.parkNanos(100_000_000); // leaves the processor to the others
        }
    }

    private static SSLContext trusting(TestCertificate... certificates) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (TestCertificate certificate : certificates) {
            try (InputStream in = Files.newInputStream(certificate.certificate())) {
                store.setCertificateEntry(
                        certificate.certificate().toString(),
                        CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
