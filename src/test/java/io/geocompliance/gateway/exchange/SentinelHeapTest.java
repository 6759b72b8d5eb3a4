package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.FreePort;
import io.geocompliance.gateway.testing.GatewayProcess;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.Sentinel;
import io.geocompliance.gateway.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of readers in the heap of a gateway as it is shipped: while they are there, a dump holds them; once they have left and the
 * collector has run, it does not.
 */
@Timeout(600)
class SentinelHeapTest {

    /**
     * So that a dump holds objects and nothing else: it tells of the room that a thread has taken and not used yet, and of what a
     * collection thought not worth closing up, as of arrays, with the bytes that lay there before.
     */
    private static final String[] NO_ROOM_BETWEEN_OBJECTS = {
        "-XX:+UseSerialGC", "-XX:-UseTLAB", "-XX:MarkSweepAlwaysCompactCount=1"
    };

    /** A connection's end reaches the gateway a moment after it was closed; what stays longer is kept. */
    private static final int MOST_DUMPS = 5;

    private static final Map<String, Sentinel> SENTINELS = new TreeMap<>(Map.of(
            "IPv4", Sentinel.address(SentinelReader.V4).andWide(),
            "IPv6", Sentinel.address(SentinelReader.V6).andWide(),
            "user agent", Sentinel.words(SentinelReader.AGENT).andWide(),
            "cookie", Sentinel.words(SentinelReader.COOKIE).andWide(),
            "trace", Sentinel.words(SentinelReader.TRACE, "sentinel-request").andWide(),
            "path", Sentinel.words("sentinel-path-77ab", "sentinel-query").andWide()));

    @TempDir
    Path directory;

    private OriginServer origin;
    private int dumps;

    @BeforeEach
    void start() {
        origin = OriginServer.start().answer(Provocations::answer);
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    private GatewayYaml yaml(String client, String listen) {
        return GatewayYaml.of(origin.url())
                .with(
                        "origins",
                        "[{hosts: [news.example, 127.0.0.1], urls: [\"" + origin.url()
                                + "\"]}, {hosts: [slow.example], urls: [\"" + origin.url()
                                + "\"], timeouts: {idle: 60s}}]")
                .with("client", client)
                .with("listen", listen)
                .with("timeouts", "{connect: 500ms, responseHead: 500ms, idle: 500ms, keepAlive: 1s}")
                .with("limits", "{requestLine: 4KiB, header: 8KiB, body: 2KiB}");
    }

    @Test
    void aHeapHoldsReadersWhileTheyAreThereAndNoLonger() throws IOException {
        TestCertificate certificate = TestCertificate.in(directory);
        int tls = FreePort.find();
        String listen = "[{address: \"127.0.0.1:0\"}, "
                + certificate.listener().replace("127.0.0.1:0", "127.0.0.1:" + tls) + "]";
        GatewayYaml yaml = yaml("{source: x-forwarded-for, trustedProxies: [127.0.0.0/8]}", listen);
        try (GatewayProcess gateway = GatewayProcess.start(yaml, directory, NO_ROOM_BETWEEN_OBJECTS)) {
            for (String address : List.of(SentinelReader.V4, SentinelReader.V6)) {
                String[] reader = SentinelReader.lines("X-Forwarded-For: " + address);
                Provocations.visit(gateway.port(), "", SentinelReader.PATH, reader);
                Provocations.tls(tls, certificate.trust(), SentinelReader.PATH, reader);
                reloads(gateway, yaml);
            }
            assertThat(found(gateway)).isEmpty();
            assertThat(whileReading(gateway)).containsExactlyElementsOf(SENTINELS.keySet());
            assertThat(found(gateway)).isEmpty();
            assertThat(SENTINELS.values()).noneMatch(sentinel -> sentinel.isIn(gateway.printed()));
        }
    }

    @Test
    void soDoesOneBehindTheProxyProtocol() throws IOException {
        GatewayYaml yaml = yaml(
                "{source: proxy-protocol, trustedProxies: [127.0.0.0/8]}",
                "[{address: \"127.0.0.1:0\", proxyProtocol: required}]");
        try (GatewayProcess gateway = GatewayProcess.start(yaml, directory, NO_ROOM_BETWEEN_OBJECTS)) {
            for (String address : List.of(SentinelReader.V4, SentinelReader.V6)) {
                String family = address.contains(":") ? "TCP6 " + address + " ::1" : "TCP4 " + address + " 127.0.0.1";
                Provocations.visit(
                        gateway.port(),
                        "PROXY " + family + " 5432 80\r\n",
                        SentinelReader.PATH,
                        SentinelReader.lines("X: y"));
                Provocations.brokenPreambles(gateway.port(), address);
            }
            assertThat(found(gateway)).isEmpty();
            assertThat(SENTINELS.values()).noneMatch(sentinel -> sentinel.isIn(gateway.printed()));
        }
    }

    /** A good one, and one that is refused. */
    private void reloads(GatewayProcess gateway, GatewayYaml yaml) throws IOException {
        gateway.hangUp();
        yaml.with("rules", "nowhere.yaml").write(directory);
        gateway.hangUp();
        yaml.write(directory);
        gateway.hangUp();
    }

    /** Two readers in the middle of a page that does not end. */
    private List<String> whileReading(GatewayProcess gateway) throws IOException {
        String wait = "/wait" + SentinelReader.PATH;
        try (RawClient first = RawClient.to(gateway.port());
                RawClient second = RawClient.to(gateway.port())) {
            first.send(slow(wait, SentinelReader.V4));
            second.send(slow(wait, SentinelReader.V6));
            first.begin("GET");
            second.begin("GET");
            return dump(gateway);
        }
    }

    private static String slow(String path, String address) {
        return RawClient.request("GET", path, SentinelReader.lines("X-Forwarded-For: " + address))
                .replace("Host: news.example", "Host: slow.example");
    }

    /** What stays, however often the collector runs. */
    private List<String> found(GatewayProcess gateway) throws IOException {
        List<String> found = dump(gateway);
        for (int i = 1; i < MOST_DUMPS && !found.isEmpty(); i++) {
            found = dump(gateway);
        }
        return found;
    }

    private List<String> dump(GatewayProcess gateway) throws IOException {
        Path heap = gateway.heap(directory.resolve("heap-" + dumps++ + ".hprof"));
        List<String> found = SENTINELS.entrySet().stream()
                .filter(sentinel -> sentinel.getValue().isIn(heap))
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
        Files.delete(heap);
        return found;
    }
}
