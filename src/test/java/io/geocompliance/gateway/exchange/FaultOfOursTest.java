package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.Gateway;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.proxy.Failure;
import io.geocompliance.gateway.proxy.ProxySettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings.Timeouts;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.LogCapture;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawHttp2Client;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bug of ours behind a step that waits: the visitor is told, and it is counted. The bug is a site that gives its servers more
 * time than can be counted, which no configuration file can say, or a clock that fails.
 */
@Timeout(60)
class FaultOfOursTest {

    @TempDir
    private Path directory;

    private TestCertificate certificate;
    private Gateway gateway;
    private LogCapture log;

    @BeforeEach
    void start() throws Exception {
        log = new LogCapture();
        certificate = TestCertificate.in(directory);
        GatewayYaml yaml = GatewayYaml.of("http://127.0.0.1:1")
                .with("listen", "[{address: \"127.0.0.1:0\"}, " + certificate.listener() + "]");
        Config config = Config.read(yaml.write(directory), Overrides.NONE, Map.<String, String>of()::get);
        gateway = Gateway.start(withEndlessTime(config), InstantSource.system());
    }

    @AfterEach
    void stop() {
        log.close();
        gateway.stop();
    }

    @Test
    void isAnsweredCountedAndTold() {
        try (RawClient visitor = RawClient.to(gateway.port(0))) {
            assertThat(visitor.get("/", "Connection: close").status()).isEqualTo(500);
        }
        // Whether an HTTP/2 request has a body is known by the next tick, so the bug is met behind it.
        try (RawHttp2Client visitor = RawHttp2Client.to(gateway.port(1), certificate.trust())) {
            assertThat(visitor.get(1, "/").outcome(1)).isEqualTo("500");
        }
        assertThat(gateway.counters().failures()).containsEntry(Failure.INTERNAL, 2L);
        while (gateway.counters().inFlight() != 0) { // over when the answer has left, which its visitor may know first
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(log.lines())
                .as("one place, told of once and without what the exception says")
                .singleElement()
                .asString()
                .contains("ArithmeticException", "UpstreamCall")
                .doesNotContain("overflow");
    }

    /** Where the body is late the head leaves by a timer: the bug is a clock that fails by then. */
    @Test
    void isToldAndEndsTheAnswerWhereTheHeadWaitsForItsBody() {
        FailingClock clock = new FailingClock();
        try (OriginServer origin = OriginServer.start();
                TestGateway late = TestGateway.start(GatewayYaml.of(origin.url()), clock);
                RawClient visitor = late.client()) {
            origin.answer((connection, request) -> {
                clock.fails = true;
                connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n");
                connection.flush().awaitPeerLeft();
            });
            visitor.send(RawClient.request("GET", "/", Visitors.RUSSIA));
            assertThat(visitor.beginOrClosed("GET")).isEmpty();
            assertThat(late.counters().failures()).containsEntry(Failure.INTERNAL, 1L);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("ArithmeticException")
                    .doesNotContain("clock");
            assertThat(late.decisions(1)).singleElement().asString().contains("error");
        }
    }

    /** Good but for once, when it is next asked by an event loop. */
    private static final class FailingClock implements InstantSource {

        private volatile boolean fails;

        @Override
        public Instant instant() {
            if (fails && Thread.currentThread().getName().contains("eventloop")) {
                fails = false;
                throw new ArithmeticException("the clock");
            }
            return Instant.now();
        }
    }

    private static Config withEndlessTime(Config config) {
        ProxySettings proxy = config.proxy();
        OriginSettings site = proxy.origins().get(0);
        Timeouts timeouts = site.timeouts();
        OriginSettings patient = new OriginSettings(
                site.name(),
                site.hosts(),
                site.urls(),
                site.host(),
                site.bodyBytes(),
                site.via(),
                site.scriptFetch(),
                new Timeouts(
                        timeouts.connect(),
                        timeouts.responseHead(),
                        Duration.ofSeconds(Long.MAX_VALUE),
                        timeouts.idle(),
                        timeouts.keepAlive()),
                site.health(),
                site.tls());
        return new Config(
                new ProxySettings(proxy.front(), List.of(patient), proxy.upstream()),
                config.client(),
                config.response(),
                config.geo(),
                config.regions(),
                config.rules(),
                config.ruleTests(),
                config.notices(),
                config.looks(),
                config.audit(),
                config.admin(),
                config.reload(),
                config.files(),
                config.hash(),
                config.warnings(),
                config.positions());
    }
}
