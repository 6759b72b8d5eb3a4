package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.coding.splice.SpliceOutcome;
import io.geocompliance.gateway.proxy.ProxyCounters;
import io.geocompliance.gateway.testing.Chromium;
import io.geocompliance.gateway.testing.FreePort;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.Nginx;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.TestGateway;
import io.geocompliance.gateway.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that servers in use compress, spliced, in programs in use: each with its notice, otherwise the origin's, and never an error. */
@Tag("wire")
class OriginsAndClientsTest {

    private static final String VISITOR = "77.88.8.8";

    /** The first eight of an origin are followed to their ends, the others passed on undecoded behind the place. */
    private static final int VISITS = 12;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PARAGRAPHS = 90;
    private static final String PAGE = page();

    @TempDir
    Path directory;

    /** A server that compresses {@code site/page.html} as it does by default, once it is told to compress. */
    enum Origin {
        NGINX {
            @Override
            Running start(Path directory) {
                Nginx nginx = Nginx.start(
                        directory, "charset utf-8; gzip on; gzip_proxied any; root " + directory + "/site;");
                return new Running(nginx.port(), nginx);
            }
        },
        APACHE {
            @Override
            Running start(Path directory) throws IOException {
                // Started by root it becomes somebody else, who has to be let in.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
                int port = FreePort.find();
                Path configuration =
                        Files.writeString(directory.resolve("apache.conf"), """
                        ServerRoot %1$s
                        ServerName 127.0.0.1
                        Listen 127.0.0.1:%2$d
                        PidFile apache.pid
                        DefaultRuntimeDir %1$s
                        ErrorLog error.log
                        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
                        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
                        LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
                        LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
                        User nobody
                        Group nogroup
                        DocumentRoot %1$s/site
                        AddDefaultCharset utf-8
                        <Location "/">
                            ForceType text/html
                        </Location>
                        AddOutputFilterByType DEFLATE text/html
                        """.formatted(directory, port));
                return listening(
                        port, directory, "/usr/sbin/apache2", "-D", "FOREGROUND", "-f", configuration.toString());
            }
        },
        NODE {
            @Override
            Running start(Path directory) throws IOException {
                int port = FreePort.find();
                Path script = Files.writeString(directory.resolve("origin.js"), """
                        const fs = require('fs'), http = require('http'), zlib = require('zlib');
                        http.createServer((request, response) => {
                          const page = fs.createReadStream('site/page.html', {highWaterMark: 5000});
                          response.setHeader('Content-Type', 'text/html; charset=utf-8');
                          response.setHeader('Vary', 'Accept-Encoding');
                          if (/\\bgzip\\b/.test(request.headers['accept-encoding'])) {
                            response.setHeader('Content-Encoding', 'gzip');
                            page.pipe(zlib.createGzip({flush: zlib.constants.Z_SYNC_FLUSH})).pipe(response);
                          } else {
                            page.pipe(response);
                          }
                        }).listen(%d, '127.0.0.1');
                        """.formatted(port));
                return listening(port, directory, "/usr/bin/node", script.toString());
            }
        };

        abstract Running start(Path directory) throws IOException;

        private static Running listening(int port, Path directory, String... command) {
            return new Running(
                    port,
                    Tool.start(directory.resolve("origin.txt"), List.of(command))
                            .awaitListening(port));
        }
    }

    @ParameterizedTest
    @EnumSource
    void curlLoadsThem(Origin origin) throws Exception {
        try (Running server = start(origin);
                TestGateway gateway = gateway(server)) {
            String keptAlive = "1.1 1\n" + String.join("", Collections.nCopies(VISITS - 1, "1.1 0\n"));
            assertThat(curl("--output", directory + "/page-#1", gateway.url() + "/page.html?visit=[1-" + VISITS + "]"))
                    .isEqualTo(keptAlive);
            for (int visit = 1; visit <= VISITS; visit++) {
                isRight(Files.readAllBytes(directory.resolve("page-" + visit)));
            }
            areSpliced(gateway, VISITS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void curlLoadsThemOverHttp10(Origin origin) throws Exception {
        try (Running server = start(origin);
                TestGateway gateway = gateway(server)) {
            Path page = directory.resolve("page");
            curl("--http1.0", "--output", page.toString(), gateway.url() + "/page.html");
            isRight(Files.readAllBytes(page));
            areSpliced(gateway, 1);
        }
    }

    /** What it says of each transfer: HTTP's version, and how many connections it opened for that. */
    private String curl(String... more) {
        return run(
                Stream.of(
                        "/usr/bin/curl",
                        "-q",
                        "--noproxy",
                        "*",
                        "--silent",
                        "--show-error",
                        "--fail",
                        "--compressed",
                        "--header",
                        "X-Forwarded-For: " + VISITOR,
                        "--write-out",
                        "%{http_version} %{num_connects}\\n"),
                Stream.of(more));
    }

    @ParameterizedTest
    @EnumSource
    void wgetLoadsThem(Origin origin) throws Exception {
        try (Running server = start(origin);
                TestGateway gateway = gateway(server)) {
            run(
                    Stream.of(
                            "/usr/bin/wget",
                            "--no-config",
                            "--no-proxy",
                            "--no-verbose",
                            "--tries=1",
                            "--compression=gzip",
                            "--header=X-Forwarded-For: " + VISITOR,
                            "--directory-prefix=" + directory),
                    IntStream.rangeClosed(1, VISITS).mapToObj(visit -> gateway.url() + "/page.html?visit=" + visit));
            for (int visit = 1; visit <= VISITS; visit++) {
                isRight(Files.readAllBytes(directory.resolve("page.html?visit=" + visit)));
            }
            areSpliced(gateway, VISITS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void chromiumLoadsThem(Origin origin) throws Exception {
        try (Running server = start(origin);
                TestGateway gateway = gateway(server)) {
            try (Chromium browser = Chromium.start(directory)) {
                browser.headers(Map.of("X-Forwarded-For", VISITOR));
                for (int visit = 1; visit <= VISITS; visit++) {
                    browser.open(gateway.url() + "/page.html?visit=" + visit);
                    isRight(browser.source().getBytes(StandardCharsets.UTF_8));
                    assertThat(browser.evaluate("return document.readyState + ' ' + paragraphs"))
                            .as("what the page's last script counted")
                            .isEqualTo("complete " + PARAGRAPHS);
                    assertThat(browser.evaluate("return document.body.firstElementChild.dataset.noticeId"))
                            .isEqualTo("ru-undesirable");
                }
                assertThat(browser.errors()).isEmpty();
            }
            areSpliced(gateway, VISITS);
        }
    }

    /** Else that Chromium has no errors would say nothing. */
    @Test
    void chromiumSaysWhenAPageIsCutOff() {
        try (OriginServer origin = OriginServer.start().answer(new Mischief.CutShort(OriginReply.html(PAGE), 20_000));
                Chromium browser = Chromium.start(directory)) {
            browser.open(origin.url() + "/");
            assertThat(browser.errors()).isNotEmpty();
        }
    }

    private Running start(Origin origin) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("site")).resolve("page.html"), PAGE);
        return origin.start(directory);
    }

    private static TestGateway gateway(Running server) {
        return TestGateway.start(GatewayYaml.of("http://127.0.0.1:" + server.port()));
    }

    private String run(Stream<String> command, Stream<String> more) {
        Path output = directory.resolve("client.txt");
        int exit = Tool.run(output, PATIENCE, Stream.concat(command, more).toList());
        try {
            String printed = Files.readString(output);
            assertThat(exit).as(printed).isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isRight(byte[] page) {
        NoticeInPage seen = NoticeInPage.of(page);
        assertThat(seen.elements()).hasSize(1);
        assertThat(seen.without()).isEqualTo(PAGE.getBytes(StandardCharsets.UTF_8));
    }

    /** All of them, in their compressed form, and nothing was wrong with any. Stops the gateway, so that all is counted. */
    private static void areSpliced(TestGateway gateway, long pages) {
        gateway.stop();
        ProxyCounters counters = gateway.counters();
        assertThat(counters.splices()).isEqualTo(Map.of(SpliceOutcome.SPLICED, pages));
        assertThat(counters.spliceNotes()).isEmpty();
        assertThat(counters.notInjected()).isEmpty();
        assertThat(counters.failures()).isEmpty();
    }

    /** Some 60 KB: a head that is longer than what a splice decodes in one turn, a body tag in a script, Cyrillic, a last script. */
    private static String page() {
        Random random = new Random(7);
        StringBuilder page = new StringBuilder("""
                <!doctype html>
                <html lang="ru"><head><meta charset="utf-8"><title>Сегодня в долине</title><link rel="icon" href="data:,">
                <script>var early = "<body><p>not yet</p></body>"; var paragraphs = 0;</script>
                <style>
                """);
        for (int rule = 0; rule < 200; rule++) {
            page.append(".r%d { margin: %dpx; color: #%06x }\n"
                    .formatted(rule, random.nextInt(40), random.nextInt(1 << 24)));
        }
        page.append("</style></head>\n<body class=\"news\"><main>\n");
        String[] words = "река мост дождь школа рынок поезд вечер сад письмо голос — «утро»".split(" ");
        for (int paragraph = 0; paragraph < PARAGRAPHS; paragraph++) {
            page.append("<p class=\"r").append(random.nextInt(200)).append("\">");
            random.ints(55, 0, words.length)
                    .forEach(word -> page.append(words[word]).append(' '));
            page.append("</p>\n");
        }
        return page.append(
                        "</main><script>paragraphs = document.querySelectorAll('main p').length;</script></body></html>\n")
                .toString();
    }
}
