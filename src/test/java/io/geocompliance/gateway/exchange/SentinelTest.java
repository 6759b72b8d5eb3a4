package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.EveryLogLine;
import io.geocompliance.gateway.testing.FakeClock;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.LiveFiles;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.ProductionLogging;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.Sentinel;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Two readers of a protected region come in every way there is, well and badly; afterwards nothing of them is in any file, log line or
 * page of the gateway, nor in what the origin got beyond the request itself.
 */
@Timeout(180)
class SentinelTest {

    private static final String V4 = SentinelReader.V4;
    private static final String V6 = SentinelReader.V6;
    private static final String GERMAN = "5.9.77.201";
    private static final String PATH = SentinelReader.PATH;
    private static final String TRACE = SentinelReader.TRACE;

    private static final Sentinel ADDRESSES = Sentinel.address(V4).and(Sentinel.address(V6));

    /** What may reach an origin, which needs it, and nobody else. */
    private static final Sentinel WORDS = Sentinel.words("sentinel", TRACE);

    private static final Sentinel ANY = ADDRESSES.and(WORDS);

    private static final List<String> JOINING = List.of(
            "forwarded",
            "x-forwarded-for",
            "x-real-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "x-client-ip",
            "traceparent",
            "tracestate",
            "baggage",
            "x-request-id",
            "x-correlation-id",
            "b3");

    /** Just before the turn, where it stands still: so metrics turn every second and a half. */
    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-24T12:00:58.500Z"));

    @TempDir
    Path keys;

    private TestCertificate certificate;
    private OriginServer origin;
    private EveryLogLine log;

    @BeforeEach
    void start() {
        certificate = TestCertificate.in(keys);
        log = new EveryLogLine();
        origin = OriginServer.start().answer(Provocations::answer);
    }

    @AfterEach
    void stop() {
        origin.close();
        log.close();
    }

    private TestGateway gateway(String client, String listen) {
        return TestGateway.start(
                GatewayYaml.of(origin.url())
                        .with("origins", "[{hosts: [news.example, 127.0.0.1], urls: [\"" + origin.url() + "\"]}]")
                        .with("client", client)
                        .with("listen", listen)
                        .with("timeouts", "{connect: 500ms, responseHead: 500ms, idle: 500ms, keepAlive: 1s}")
                        .with("limits", "{requestLine: 4KiB, header: 8KiB, body: 2KiB}"),
                clock);
    }

    @Test
    void nothingOfAReaderIsLeftBehind() throws IOException {
        String listen = "[{address: \"127.0.0.1:0\"}, " + certificate.listener() + "]";
        TestGateway byChain = gateway("{source: x-forwarded-for, trustedProxies: [127.0.0.0/8]}", listen);
        TestGateway byForwarded = gateway("{source: forwarded, trustedProxies: [127.0.0.0/8]}", listen);
        TestGateway byProxy = gateway(
                "{source: proxy-protocol, trustedProxies: [127.0.0.0/8]}",
                "[{address: \"127.0.0.1:0\", proxyProtocol: required}]");
        List<TestGateway> gateways = List.of(byChain, byForwarded, byProxy);
        try {
            for (String address : List.of(V4, V6)) {
                String[] chained = SentinelReader.lines("X-Forwarded-For: " + address);
                Provocations.visit(byChain.port(0), "", PATH, chained);
                Provocations.tls(byChain.port(1), certificate.trust(), PATH, chained);
                String quoted = address.contains(":") ? "\"[" + address + "]:443\"" : address;
                Provocations.visit(
                        byForwarded.port(0),
                        "",
                        PATH,
                        SentinelReader.lines("Forwarded: for=" + quoted + ";by=sentinel"));
                String family = address.contains(":") ? "TCP6 " + address + " ::1" : "TCP4 " + address + " 127.0.0.1";
                Provocations.visit(
                        byProxy.port(0), "PROXY " + family + " 5432 80\r\n", PATH, SentinelReader.lines("X: y"));
                Provocations.brokenPreambles(byProxy.port(0), address);
                reloads(byChain);
            }
            for (TestGateway gateway : gateways) {
                pagesSayNothing(gateway);
            }
            refusalsHappened(byChain.admin("/metrics"));
            explainAnswersAndForgets(byChain);
        } finally {
            gateways.forEach(TestGateway::stop);
        }
        for (TestGateway gateway : gateways) {
            assertThat(filesWith(ANY, gateway.directory())).isEmpty();
            gateway.close();
        }
        logSaysNothing();
        originKnowsNobody();
    }

    /** One that is refused, which is told, and one that is good. */
    private static void reloads(TestGateway gateway) throws IOException {
        Path file = gateway.directory().resolve("gateway.yaml");
        String good = Files.readString(file);
        Files.writeString(file, good + "rules: nowhere.yaml\n");
        assertThat(gateway.reload()).isNotEmpty();
        Files.writeString(file, good);
        assertThat(gateway.reload()).isEmpty();
    }

    private static void pagesSayNothing(TestGateway gateway) {
        String metrics = gateway.admin("/metrics");
        while (!metrics.contains("geogate_requests_total{")) {
            metrics = gateway.admin("/metrics");
        }
        for (String page : List.of("/metrics", "/health/live", "/health/ready", "/")) {
            assertThat(ANY.isIn(gateway.admin(page))).as(page).isFalse();
        }
        assertThat(metrics).doesNotContain("news.example");
    }

    /** Or the provocations would have provoked nothing. */
    private static void refusalsHappened(String metrics) {
        for (String reason : List.of(
                "malformed_request",
                "method_not_allowed",
                "body_too_large",
                "target_too_long",
                "head_too_large",
                "expectation_failed",
                "no_origin")) {
            assertThat(metrics).containsPattern("invalid_requests_total\\{reason=\"" + reason + "\"} [1-9]");
        }
        assertThat(metrics)
                .containsPattern("flag=\"DC\"} [1-9]")
                .containsPattern("flag=\"UT\"} [1-9]")
                .containsPattern("flag=\"UR\"} [1-9]")
                .containsPattern("action=\"notice\".*} [1-9]");
    }

    private static void explainAnswersAndForgets(TestGateway gateway) {
        String asked = "/explain?ip=" + V4 + "&url=/sentinel-path-77ab";
        assertThat(ANY.isIn(gateway.admin(asked))).isTrue();
        gateway.admin("/explain?ip=" + V4 + "sentinel&url=/sentinel");
        gateway.admin("/sentinel?ip=" + V4);
    }

    private static List<Path> filesWith(Sentinel sentinel, Path directory) {
        return LiveFiles.under(directory).stream()
                .filter(file -> sentinel.isIn(file.getFileName().toString()) || sentinel.isIn(read(file)))
                .toList();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException renamed) {
            return new byte[0]; // a head that has got its name meanwhile, and is written anew each second
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void logSaysNothing() {
        ProductionLogging production = new ProductionLogging();
        assertThat(log.lines())
                .filteredOn(line -> ANY.isIn(line.text()) && line.isPrintable(production))
                .isEmpty();
    }

    private void originKnowsNobody() {
        List<RecordedRequest> requests = origin.requests();
        assertThat(requests).hasSizeGreaterThan(60);
        assertThat(requests).noneMatch(SentinelTest::identifies);
    }

    private static boolean identifies(RecordedRequest request) {
        boolean joins = request.fields().lines().stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .anyMatch(JOINING::contains);
        return joins
                || ADDRESSES.isIn(request.head())
                || ADDRESSES.isIn(request.body())
                || Sentinel.words(TRACE, "sentinel-request").isIn(request.head());
    }

    /** The search finds what leaks: an origin that is told, a logger that talks, a file, a page. */
    @Test
    void whatLeaksIsFound() throws IOException {
        Sentinel german = Sentinel.address(GERMAN);
        try (TestGateway gateway =
                gateway("{source: x-forwarded-for, trustedProxies: [127.0.0.0/8]}", "[{address: \"127.0.0.1:0\"}]")) {
            Provocations.visit(gateway.port(), "", PATH, SentinelReader.lines("X-Forwarded-For: " + GERMAN));
            assertThat(origin.requests()).anyMatch(request -> german.isIn(request.head()));
            assertThat(origin.requests()).anyMatch(SentinelTest::identifies);
            Files.write(gateway.directory().resolve("audit/leak"), new byte[] {1, 77, 88, 55, (byte) 242, 2});
            assertThat(filesWith(ANY, gateway.directory())).hasSize(1);
        }
        LoggerFactory.getLogger("io.geocompliance.gateway.Leak").trace("asked by {}", V6.toUpperCase(Locale.ROOT));
        LoggerFactory.getLogger("io.netty.util.ResourceLeakDetector")
                .error("lost", new IOException("/" + V4 + ":5432"));
        LoggerFactory.getLogger("io.netty.channel.Silent").error("/{}:5432", V4);
        ProductionLogging production = new ProductionLogging();
        assertThat(log.lines())
                .filteredOn(line -> ANY.isIn(line.text()) && line.isPrintable(production))
                .hasSize(2);
        assertThat(ANY.isIn("4d5837F2")).isTrue();
        assertThat(ANY.isIn("1297627122")).isTrue();
        assertThat(ANY.isIn("2a02:6b8:dead:beef:cafe:f00d:77:89 and 77.88.55.24"))
                .isFalse();
    }
}
