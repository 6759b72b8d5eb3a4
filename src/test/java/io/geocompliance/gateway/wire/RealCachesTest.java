package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.FreePort;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Nginx;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestGateway;
import io.geocompliance.gateway.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real shared caches between visitors and the gateway, real private ones with the visitors: never a page for the wrong place, never an
 * old notice revalidated as new. Caches are told to keep what they may; the origin says that everything may be kept.
 */
@Tag("wire")
class RealCachesTest {

    private static final Path NOTICES = Path.of("config/notices/ru-undesirable");
    private static final String PAGE = "<!doctype html><title>t</title><body><p>";

    @TempDir
    Path directory;

    private OriginServer origin;
    private int gatewayPort;
    private TestGateway gateway;

    /** The shared cache under test. */
    enum Cache {
        NGINX {
            @Override
            Running start(Path directory, int upstream) {
                String http = "proxy_cache_path %s/cache keys_zone=pages:1m; proxy_cache pages;".formatted(directory);
                Nginx nginx = Nginx.start(directory, http, """
                        location / {
                            proxy_pass http://127.0.0.1:%d;
                            proxy_http_version 1.1;
                            proxy_set_header Host $host;
                            proxy_set_header Connection "";
                            proxy_cache_revalidate on;
                            proxy_cache_valid any 10m;
                        }
                        """.formatted(upstream));
                return new Running(nginx.port(), nginx);
            }
        },
        VARNISH {
            @Override
            Running start(Path directory, int upstream) {
                int port = FreePort.find();
                Tool varnish = Tool.start(
                        directory.resolve("varnish.txt"),
                        List.of(
                                "/usr/sbin/varnishd",
                                "-F",
                                "-n",
                                directory.resolve("varnish").toString(),
                                "-a",
                                "127.0.0.1:" + port,
                                "-b",
                                "127.0.0.1:" + upstream,
                                "-s",
                                "malloc,32m",
                                "-t",
                                "600"));
                return new Running(port, varnish.awaitListening(port));
            }
        };

        abstract Running start(Path directory, int upstream);
    }

    /** A visitor with a private cache: revalidates what it has, and shows what a 304 confirms. */
    private static final class Visitor {

        private final int port;
        private final String address;
        private final Map<String, byte[]> pages = new HashMap<>();

        Visitor(int port, String address) {
            this.port = port;
            this.address = address;
        }

        /** The page that this visitor is shown, asking with these tags, its own or not. */
        byte[] visit(String path, List<String> tags) {
            try (RawClient client = RawClient.to(port)) {
                String[] lines = Stream.concat(
                                Stream.of("X-Forwarded-For: " + address, "Accept: text/html", "Connection: close"),
                                tags.isEmpty() ? Stream.of() : Stream.of("If-None-Match: " + String.join(", ", tags)))
                        .toArray(String[]::new);
                RawResponse response = client.get(path, lines);
                String tag = response.fields().first("ETag").orElse("none");
                if (response.status() == 304) {
                    assertThat(pages)
                            .as("a 304 for a copy that this visitor has")
                            .containsKey(path + tag);
                    return pages.get(path + tag);
                }
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.ending().clean()).isTrue();
                pages.put(path + tag, response.content());
                return response.content();
            }
        }

        List<String> tags(String path) {
            return pages.keySet().stream()
                    .filter(key -> key.startsWith(path) && !key.endsWith("none"))
                    .map(key -> key.substring(path.length()))
                    .toList();
        }
    }

    @BeforeEach
    void start() throws IOException {
        origin = OriginServer.start().answer(RealCachesTest::page);
        gatewayPort = FreePort.find();
        gateway = TestGateway.start(yaml(""));
    }

    @AfterEach
    void stop() {
        gateway.close();
        origin.close();
    }

    /** An origin that lets everybody keep everything, and revalidates by its tag. */
    private static OriginReply page(RecordedRequest request) {
        OriginReply reply = OriginReply.html(PAGE + request.target())
                .with("ETag", "\"v1\"")
                .with("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")
                .with("Cache-Control", "public, max-age=600, s-maxage=600");
        boolean fresh = request.fields().list("If-None-Match").stream().anyMatch(tag -> tag.endsWith("\"v1\""))
                || (request.fields().has("If-Modified-Since")
                        && !request.fields().has("If-None-Match"));
        return fresh ? reply.withStatus(304).body("") : reply;
    }

    /** On a port of its own, so that a successor can take its place behind the cache. */
    private GatewayYaml yaml(String addition) throws IOException {
        GatewayYaml yaml = GatewayYaml.of(origin.url())
                .with("listen", "[{address: \"127.0.0.1:" + gatewayPort + "\"}]")
                .with("notices", "notices/");
        try (Stream<Path> files = Files.list(NOTICES)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                boolean page = file.toString().endsWith(".md");
                yaml = yaml.file(
                        "notices/ru-undesirable/" + file.getFileName(),
                        (page ? text + addition : text).getBytes(StandardCharsets.UTF_8));
            }
        }
        return yaml;
    }

    private static void isRight(byte[] page, boolean noticeDue, String path) {
        NoticeInPage seen = NoticeInPage.of(page);
        assertThat(seen.elements()).as(path).hasSize(noticeDue ? 1 : 0);
        assertThat(seen.without()).asString().isEqualTo(PAGE + path);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsShownAnotherPlacesPage(Cache cache) throws Exception {
        try (Running running = cache.start(directory, gatewayPort)) {
            for (int order = 0; order < 32; order++) {
                String path = "/order-" + order;
                Visitor russia = new Visitor(running.port(), "77.88.8.8");
                Visitor germany = new Visitor(running.port(), "5.9.0.1");
                for (int visit = 0; visit < 5; visit++) {
                    boolean due = (order >> visit & 1) != 0;
                    Visitor visitor = due ? russia : germany;
                    isRight(visitor.visit(path, List.of()), due, path);
                    isRight(visitor.visit(path, visitor.tags(path)), due, path);
                }
            }
        }
    }

    /** A reader who moves has both copies; a shared cache may ask with both, too. */
    @ParameterizedTest
    @EnumSource
    void aListOfTagsConfirmsTheRightOneAlone(Cache cache) throws Exception {
        try (Running running = cache.start(directory, gatewayPort)) {
            String path = "/moving";
            Visitor russia = new Visitor(running.port(), "77.88.8.8");
            Visitor germany = new Visitor(running.port(), "5.9.0.1");
            isRight(russia.visit(path, List.of()), true, path);
            isRight(germany.visit(path, List.of()), false, path);
            russia.pages.putAll(germany.pages);
            germany.pages.putAll(russia.pages);
            for (List<String> tags : List.of(
                    russia.tags(path),
                    List.of("\"v1\""),
                    List.of("W/\"v1\""),
                    List.of("\"other\"", "\"v1\""),
                    List.of("*"))) {
                isRight(russia.visit(path, tags), true, path);
                isRight(germany.visit(path, tags), false, path);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangedNoticeIsNeverConfirmedAsTheOldOne(Cache cache) throws Exception {
        try (Running running = cache.start(directory, gatewayPort)) {
            String path = "/changed";
            Visitor russia = new Visitor(running.port(), "77.88.8.8");
            Visitor germany = new Visitor(running.port(), "5.9.0.1");
            isRight(russia.visit(path, List.of()), true, path);
            byte[] abroad = germany.visit(path, List.of());
            byte[] old = russia.visit(path, russia.tags(path));
            gateway.close();
            gateway = TestGateway.start(yaml("").file(
                            "notices/ru-undesirable/ru.md",
                            Files.readString(NOTICES.resolve("ru.md"))
                                    .replaceFirst("Само чтение", "Изменено. Само чтение")
                                    .getBytes(StandardCharsets.UTF_8)));
            byte[] changed = russia.visit(path, russia.tags(path));
            isRight(changed, true, path);
            assertThat(NoticeInPage.of(changed).elements())
                    .isNotEqualTo(NoticeInPage.of(old).elements());
            assertThat(russia.visit(path, russia.tags(path))).isEqualTo(changed);
            assertThat(germany.visit(path, germany.tags(path))).isEqualTo(abroad);
        }
    }
}
